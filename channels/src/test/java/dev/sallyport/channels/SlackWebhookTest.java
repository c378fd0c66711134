package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.channels.StandIn.Reply;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel.Message;
import dev.sallyport.plan.OutcomeUnknownException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackWebhookTest {
  private static final Secret<String> URL = Secret.of("slack-url", String.class);
  private static final String PATH = "/services/T00000000/B00000000/XXXXplantedXXXX1234";

  private final SlackWebhook slack =
      Channels.slack(URL).with(ChannelOptions.defaults().draws(() -> 0.5));

  private static FakeContext context(StandIn server) {
    return FakeContext.with(Duration.ofMinutes(1)).knowing(URL, server.uri(PATH).toString());
  }

  @Test
  void a_message_is_sent_as_documented() throws Exception {
    try (StandIn server = StandIn.answering(200, "ok")) {
      assertThat(slack.send(Notes.started(), context(server))).isEqualTo("ok");

      StandIn.Asked asked = server.only();
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.uri().getPath()).isEqualTo(PATH);
      assertThat(asked.header("Content-Type")).startsWith("application/json");
      JsonNode blocks = asked.json().get("blocks");
      assertThat(asked.json().get("text").asText()).isEqualTo("shop-release has begun");
      assertThat(blocks.get(0).at("/type").asText()).isEqualTo("section");
      assertThat(blocks.get(0).at("/text/text").asText()).isEqualTo("*shop-release has begun*");
      assertThat(blocks.get(0).at("/text/type").asText()).isEqualTo("mrkdwn");
      assertThat(blocks.get(0).at("/text/verbatim").asBoolean()).isTrue();
      assertThat(blocks.get(1).at("/text/text").asText()).isEqualTo("Two phases.\nAbout an hour.");
      assertThat(blocks.get(2).at("/fields/0/text").asText()).isEqualTo("*run*\nshop-1");
      assertThat(blocks.get(2).at("/fields/1/text").asText()).isEqualTo("*by*\nann");
    }
  }

  @Test
  void nothing_in_a_text_mentions_anybody_or_hides_an_address() throws Exception {
    try (StandIn server = StandIn.answering(200, "ok")) {
      Message evil =
          new Message(
              "run started",
              "<!channel> & all",
              "see <https://evil.example|our page> <@U1>",
              Notes.facts("<!here>", "<!everyone>"),
              "k");
      slack.send(evil, context(server));
      assertThat(server.only().body())
          .contains("&lt;!channel&gt; &amp; all", "&lt;https://evil.example|our page&gt;")
          .contains("*&lt;!here&gt;*\\n&lt;!everyone&gt;")
          .doesNotContain("<");
    }
  }

  @Test
  void somebody_is_mentioned_only_if_asked_for() throws Exception {
    try (StandIn server = StandIn.answering(200, "ok")) {
      slack
          .mentioning(SlackMention.here())
          .mentioning(SlackMention.group("S012"))
          .send(Notes.started(), context(server));
      assertThat(server.only().json().at("/blocks/0/text/text").asText())
          .isEqualTo("<!here> <!subteam^S012> *shop-release has begun*");
    }
    assertThatThrownBy(() -> SlackMention.user("ann> <!channel"))
        .hasMessageContaining("is no id of Slack");
  }

  @Test
  void slacks_limits_are_kept_by_cutting_with_a_note() throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) {
      facts.put("fact " + i, "<".repeat(3000));
    }
    Message long1 = new Message("m", "s".repeat(999), "&".repeat(9000), facts, "k");
    try (StandIn server = StandIn.answering(200, "ok")) {
      slack.send(long1, context(server));
      JsonNode json = server.only().json();
      assertThat(json.get("blocks").size()).isEqualTo(7);
      for (JsonNode block : json.get("blocks")) {
        assertThat(block.at("/text/text").asText("").length()).isLessThanOrEqualTo(3000);
        assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
        block
            .path("fields")
            .forEach(f -> assertThat(f.get("text").asText().length()).isLessThanOrEqualTo(2000));
      }
      assertThat(json.at("/blocks/1/text/text").asText()).contains("&amp; ... (cut: ");
      assertThat(json.at("/blocks/6/text/text").asText()).isEqualTo("... and 20 more facts");
    }
  }

  @Test
  void it_waits_as_long_as_slack_asks() throws Exception {
    try (StandIn server =
        StandIn.answering(200, "ok")
            .first(Reply.of(429, "rate_limited").with("Retry-After", "30"))) {
      FakeContext context = context(server);
      assertThat(slack.send(Notes.started(), context)).isEqualTo("ok");
      assertThat(context.pauses()).containsExactly(Duration.ofSeconds(30));
      assertThat(server.asked()).hasSize(2);
      assertThat(server.asked().get(0).body()).isEqualTo(server.asked().get(1).body());
    }
  }

  @Test
  void it_waits_until_the_date_that_it_is_given() throws Exception {
    try (StandIn server =
        StandIn.answering(200, "ok")
            .first(Reply.of(503, "").with("Retry-After", "Tue, 1 Jan 2030 00:00:20 GMT"))) {
      FakeContext context = context(server);
      slack.send(Notes.started(), context);
      assertThat(context.pauses()).containsExactly(Duration.ofSeconds(20));
    }
  }

  @Test
  void trouble_at_slack_is_waited_out() throws Exception {
    try (StandIn server = StandIn.answering(200, "ok").first(Reply.of(500, "rollup_error"))) {
      assertThat(slack.send(Notes.started(), context(server))).isEqualTo("ok");
      assertThat(server.asked()).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404|no_service|the webhook was removed or switched off, or its app was uninstalled."
            + " Make a new webhook in the app's settings and bind its address.",
        "410|channel_is_archived|the channel has been archived."
            + " Take it out of the archive, or choose another.",
        "400|invalid_payload|Slack has changed what it accepts, or a proxy has changed the message."
            + " Report it with this text.",
        "403|action_prohibited|an administrator of the workspace does not allow posting there."
            + " Ask for the permission, or choose another channel.",
        "404|something_new|nothing is there (any more). Mend the address.",
      })
  void what_slack_says_is_explained(int status, String code, String why) throws Exception {
    try (StandIn server = StandIn.answering(status, code)) {
      assertThatThrownBy(() -> slack.send(Notes.started(), context(server)))
          .isInstanceOf(NotSentException.class)
          .hasMessage(
              "The message 'run started' was not sent to 'slack' ("
                  + server.where()
                  + ", by the secret 'slack-url'). Last seen: HTTP "
                  + status
                  + ", '"
                  + code
                  + "'. Likely cause: "
                  + why);
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void a_login_page_that_says_200_is_not_slack() throws Exception {
    try (StandIn server =
        StandIn.answering(200, "ok")
            .first(Reply.of(200, "<html>").with("Content-Type", "text/html"))) {
      assertThatThrownBy(() -> slack.send(Notes.started(), context(server)))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("HTTP 200, 'a page of HTML'")
          .hasMessageContaining("a login page of the network");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    try (StandIn server =
        StandIn.answering(200, "ok").first(Reply.of(302, "").with("Location", "/elsewhere"))) {
      assertThatThrownBy(() -> slack.send(Notes.started(), context(server)))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("HTTP 302");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void the_address_is_never_shown_even_if_it_is_echoed() throws Exception {
    try (StandIn server =
        StandIn.by(
            asked -> Reply.of(400, "you asked for " + asked.uri() + " XXXXplantedXXXX1234"))) {
      assertThatThrownBy(() -> slack.send(Notes.started(), context(server)))
          .hasMessageContaining("you asked for ***")
          .hasMessageNotContaining("planted")
          .hasMessageNotContaining("B00000000");
    }
  }

  @Test
  void a_value_that_is_no_address_is_not_quoted() {
    for (String value : new String[] {"planted value", "planted", "ftp://planted.example/x"}) {
      FakeContext context = FakeContext.with(Duration.ofMinutes(1)).knowing(URL, value);
      assertThatThrownBy(() -> slack.send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasNoCause()
          .hasMessage(
              "The message 'run started' was not sent to 'slack' (the secret 'slack-url'). Last"
                  + " seen: the value of the secret 'slack-url' is no address of the web. Likely"
                  + " cause: another value was bound to it, or only a part of the address. Bind the"
                  + " whole address, from https:// on.");
    }
  }

  @Test
  void a_secret_address_is_not_asked_unencrypted() {
    FakeContext context =
        FakeContext.with(Duration.ofMinutes(1))
            .knowing(URL, "http://hooks.slack.com/services/T/B/X");
    assertThatThrownBy(() -> slack.send(Notes.started(), context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("begins with http:, not https:");
  }
}
