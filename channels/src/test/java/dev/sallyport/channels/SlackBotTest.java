package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.channels.StandIn.Reply;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.OutcomeUnknownException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlackBotTest {
  private static final Secret<String> TOKEN = Secret.of("slack-token", String.class);
  private static final String PLANTED = "xoxb-planted-1234";
  private static final String TAKEN =
      "{\"ok\":true,\"channel\":\"C012\",\"ts\":\"1503435956.000247\"}";

  private final FakeContext context =
      FakeContext.with(Duration.ofMinutes(1)).knowing(TOKEN, PLANTED);

  private static SlackBot at(StandIn server) {
    return Channels.slack(TOKEN, "C012")
        .at(server.uri("/api"))
        .with(ChannelOptions.defaults().draws(() -> 0.5));
  }

  @Test
  void a_message_is_sent_as_documented() throws Exception {
    try (StandIn server = StandIn.answering(200, TAKEN)) {
      assertThat(at(server).send(Notes.started(), context)).isEqualTo("C012 1503435956.000247");
      StandIn.Asked asked = server.only();
      assertThat(asked.uri().getPath()).isEqualTo("/api/chat.postMessage");
      assertThat(asked.header("Authorization")).isEqualTo("Bearer " + PLANTED);
      assertThat(asked.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
      assertThat(asked.json().get("channel").asText()).isEqualTo("C012");
      assertThat(asked.json().get("parse").asText()).isEqualTo("none");
      assertThat(asked.json().get("link_names").asBoolean()).isFalse();
      assertThat(asked.json().at("/blocks/0/text/text").asText())
          .isEqualTo("*shop-release has begun*");
    }
  }

  @Test
  void an_error_in_an_answer_of_200_is_an_error() throws Exception {
    try (StandIn server = StandIn.answering(200, "{\"ok\":false,\"error\":\"not_in_channel\"}")) {
      assertThatThrownBy(() -> at(server).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessage(
              "The message 'run started' was not sent to 'slack' (channel C012 at "
                  + server.where()
                  + "). Last seen: HTTP 200, '{\"ok\":false,\"error\":\"not_in_channel\"}'. Likely"
                  + " cause: the app is no member of the channel. Invite it: /invite @app.");
    }
  }

  @Test
  void an_error_after_which_slack_does_not_know_is_unknown() throws Exception {
    try (StandIn server = StandIn.answering(200, "{\"ok\":false,\"error\":\"internal_error\"}")) {
      assertThatThrownBy(() -> at(server).send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("Slack is in trouble");
      assertThat(server.asked()).hasSize(1);
    }
  }

  @Test
  void too_fast_is_waited_out() throws Exception {
    try (StandIn server =
        StandIn.answering(200, TAKEN)
            .first(
                Reply.of(429, "{\"ok\":false,\"error\":\"ratelimited\"}")
                    .with("Retry-After", "12"))) {
      at(server).send(Notes.started(), context);
      assertThat(context.pauses()).containsExactly(Duration.ofSeconds(12));
    }
  }

  @Test
  void garbage_in_an_answer_of_200_is_unknown() throws Exception {
    try (StandIn server = StandIn.answering(200, "}{")) {
      assertThatThrownBy(() -> at(server).send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class);
    }
  }

  @Test
  void the_token_is_never_shown_nor_sent_unencrypted() throws Exception {
    try (StandIn server = StandIn.answering(401, "bad token " + PLANTED)) {
      assertThatThrownBy(() -> at(server).send(Notes.started(), context))
          .hasMessageContaining("bad token ***");
    }
    FakeContext broken = FakeContext.with(Duration.ofMinutes(1)).knowing(TOKEN, "xoxb\nplanted");
    assertThatThrownBy(() -> Channels.slack(TOKEN, "C012").send(Notes.started(), broken))
        .hasMessageContaining("the value of the secret 'slack-token' is no token")
        .hasMessageNotContaining("planted");
    assertThatThrownBy(
            () -> Channels.slack(TOKEN, "C012").at(URI.create("http://slack.example/api/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a token would be sent unencrypted");
  }
}
