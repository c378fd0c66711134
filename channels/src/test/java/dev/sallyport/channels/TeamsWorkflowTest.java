package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.channels.StandIn.Reply;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel.Message;
import dev.sallyport.plan.OutcomeUnknownException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamsWorkflowTest {
  private static final Secret<String> URL = Secret.of("teams-url", String.class);
  private static final String PATH =
      "/workflows/0a1b2c/triggers/manual/paths/invoke?api-version=2016-06-01&sig=Planted-5ig";

  private final TeamsWorkflow teams =
      Channels.teams(URL).with(ChannelOptions.defaults().draws(() -> 0.5));

  private static FakeContext context(StandIn server) {
    return FakeContext.with(Duration.ofMinutes(1)).knowing(URL, server.uri(PATH).toString());
  }

  @Test
  void a_card_is_sent_in_the_envelope_that_workflows_take() throws Exception {
    try (StandIn server =
        StandIn.answering(202, "").first(Reply.of(202, "").with("x-ms-workflow-run-id", "08584"))) {
      assertThat(teams.send(Notes.started(), context(server))).isEqualTo("run 08584");

      StandIn.Asked asked = server.only();
      assertThat(asked.uri().getQuery()).contains("sig=Planted-5ig");
      JsonNode json = asked.json();
      assertThat(json.get("type").asText()).isEqualTo("message");
      assertThat(json.at("/attachments/0/contentType").asText())
          .isEqualTo("application/vnd.microsoft.card.adaptive");
      assertThat(json.at("/attachments/0/contentUrl").isNull()).isTrue();
      JsonNode card = json.at("/attachments/0/content");
      assertThat(card.get("type").asText()).isEqualTo("AdaptiveCard");
      assertThat(card.get("version").asText()).isEqualTo("1.4");
      assertThat(card.at("/body/0/type").asText()).isEqualTo("RichTextBlock");
      assertThat(card.at("/body/0/inlines/0/text").asText()).isEqualTo("shop-release has begun");
      assertThat(card.at("/body/0/inlines/0/weight").asText()).isEqualTo("Bolder");
      assertThat(card.at("/body/1/inlines/0/text").asText()).isEqualTo("Two phases.");
      assertThat(card.at("/body/2/inlines/0/text").asText()).isEqualTo("About an hour.");
      assertThat(card.at("/body/3/type").asText()).isEqualTo("FactSet");
      assertThat(card.at("/body/3/facts/0/title").asText()).isEqualTo("run");
      assertThat(card.at("/body/3/facts/0/value").asText()).isEqualTo("shop-1");
    }
  }

  @Test
  void a_fact_makes_no_link() throws Exception {
    try (StandIn server = StandIn.answering(202, "")) {
      Message evil =
          new Message("m", "s", "t", Notes.facts("by", "[ann](https://evil.example) *x*"), "k");
      assertThat(teams.send(evil, context(server))).isEqualTo("HTTP 202");
      assertThat(server.only().json().at("/attachments/0/content/body/2/facts/0/value").asText())
          .isEqualTo("\\[ann\\](https://evil.example) \\*x\\*");
    }
  }

  @Test
  void no_post_is_longer_than_teams_takes() throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) {
      facts.put("\u4e8b\u5b9e " + i, "\u4e8b".repeat(2000));
    }
    String[] texts = {"\u6587".repeat(50_000), "a\n".repeat(20_000)};
    for (String text : texts) {
      String card = TeamsCard.of(new Message("m", "s".repeat(999), text, facts, "k"));
      assertThat(card.getBytes(StandardCharsets.UTF_8).length)
          .isLessThanOrEqualTo(TeamsCard.MOST_BYTES);
      assertThat(card).contains("(cut: ", "and 30 more facts");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|WorkflowTriggerIsNotEnabled|the workflow is switched off, as it also is when its owner"
            + " has left. Switch it on, and give it a second owner.",
        "401|DirectApiAuthorizationRequired|the address is cut off before its signature, or the"
            + " workflow is open to members of the organisation only. Bind the whole address, and"
            + " let the trigger be open to anyone.",
        "404|WorkflowNotFound|the workflow was deleted. Make a new one and bind its address.",
        "413|RequestEntityTooLarge|Teams takes no more than about 28 KB. Shorten the message.",
        "400|TriggerInputSchemaMismatch|the workflow was made by another template than 'Send"
            + " webhook alerts to a channel', or is switched off. Make it anew from that template.",
      })
  void what_a_workflow_says_is_explained(int status, String code, String why) throws Exception {
    String body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"...\"}}";
    try (StandIn server = StandIn.answering(status, body)) {
      assertThatThrownBy(() -> teams.send(Notes.started(), context(server)))
          .isInstanceOf(NotSentException.class)
          .hasMessage(
              "The message 'run started' was not sent to 'teams' ("
                  + server.where()
                  + ", by the secret 'teams-url'). Last seen: HTTP "
                  + status
                  + ", '"
                  + body
                  + "'. Likely cause: "
                  + why);
    }
  }

  @Test
  void a_retired_connector_is_said_to_be_one() {
    FakeContext context =
        FakeContext.with(Duration.ofMinutes(1))
            .knowing(URL, "https://contoso.webhook.office.com/webhookb2/x");
    assertThatThrownBy(() -> teams.send(Notes.started(), context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("Microsoft has retired those connectors. Make a workflow");
  }

  @Test
  void too_fast_is_waited_out_and_a_gateway_that_gave_up_is_unknown() throws Exception {
    try (StandIn server =
        StandIn.answering(202, "").first(Reply.of(429, "").with("Retry-After", "3"))) {
      FakeContext context = context(server);
      teams.send(Notes.started(), context);
      assertThat(context.pauses()).containsExactly(Duration.ofSeconds(3));
    }
    try (StandIn server = StandIn.answering(504, "")) {
      assertThatThrownBy(() -> teams.send(Notes.started(), context(server)))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("a gateway gave up waiting");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void the_signature_is_never_shown() throws Exception {
    try (StandIn server = StandIn.by(asked -> Reply.of(403, "no: " + asked.uri().getQuery()))) {
      assertThatThrownBy(() -> teams.send(Notes.started(), context(server)))
          .hasMessageContaining("no: ***")
          .hasMessageNotContaining("Planted");
    }
  }
}
