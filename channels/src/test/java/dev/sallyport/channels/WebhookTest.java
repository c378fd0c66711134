package dev.sallyport.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.channels.StandIn.Reply;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel.Message;
import dev.sallyport.plan.OutcomeUnknownException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private static final Secret<String> SIGNING = Secret.of("signing", String.class);
  private static final Secret<String> TOKEN = Secret.of("token", String.class);

  private final FakeContext context = FakeContext.with(Duration.ofMinutes(1));

  private static Webhook to(StandIn server) {
    return Channels.webhook(server.uri("/hook")).with(ChannelOptions.defaults().draws(() -> 0.5));
  }

  @Test
  void the_message_is_sent_as_json_with_its_key() throws Exception {
    try (StandIn server = StandIn.answering(204, "")) {
      assertThat(to(server).send(Notes.started(), context)).isEqualTo("HTTP 204");
      StandIn.Asked asked = server.only();
      assertThat(asked.body())
          .isEqualTo(
              "{\"key\":\"run started-key\",\"moment\":\"run started\","
                  + "\"subject\":\"shop-release has begun\","
                  + "\"text\":\"Two phases.\\nAbout an hour.\","
                  + "\"facts\":{\"run\":\"shop-1\",\"by\":\"ann\"}}");
      assertThat(asked.header("Idempotency-Key")).isEqualTo(Keys.hash("run started-key", 32));
      assertThat(asked.headers()).doesNotContainKey("Webhook-signature");
    }
  }

  @Test
  void a_key_that_fits_a_header_is_sent_as_it_is() throws Exception {
    try (StandIn server = StandIn.answering(200, "")) {
      to(server).send(new Message("m", "s", "t", Notes.facts(), "run-1:2/3"), context);
      assertThat(server.only().header("Idempotency-Key")).isEqualTo("run-1:2/3");
    }
  }

  @Test
  void what_is_sent_is_signed_as_standard_webhooks_have_it() throws Exception {
    byte[] key = "24 bytes of a signing key".getBytes(UTF_8);
    String value = "whsec_" + Base64.getEncoder().encodeToString(key);
    try (StandIn server = StandIn.answering(200, "")) {
      to(server).signed(SIGNING).send(Notes.started(), context.knowing(SIGNING, value));
      StandIn.Asked asked = server.only();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed =
          asked.header("webhook-id") + "." + asked.header("webhook-timestamp") + "." + asked.body();
      assertThat(asked.header("webhook-signature"))
          .isEqualTo(
              "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
      assertThat(asked.header("webhook-timestamp")).isEqualTo("1893456000");
      assertThat(asked.header("webhook-id")).isEqualTo(asked.header("Idempotency-Key"));
    }
  }

  /** The example that the libraries of the specification test themselves with. */
  @Test
  void a_known_message_has_its_known_signature() throws Exception {
    Sample sample =
        Sample.begin(
            Clock.fixed(Instant.ofEpochSecond(1614265330), ZoneOffset.UTC),
            Duration.ofMinutes(1),
            Secret.Source.of(Map.of(SIGNING, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
            () -> false);
    assertThat(
            WebhookSigning.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "{\"test\": 2432232314}",
                Optional.of(SIGNING),
                sample))
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void a_token_is_sent_and_never_shown() throws Exception {
    context.knowing(TOKEN, "planted-token");
    try (StandIn server = StandIn.by(a -> Reply.of(403, "not with " + a.header("Authorization")))) {
      assertThatThrownBy(() -> to(server).bearer(TOKEN).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("not with Bearer ***");
      assertThat(server.only().header("Authorization")).isEqualTo("Bearer planted-token");
    }
    assertThatThrownBy(() -> Channels.webhook(URI.create("http://x.example/")).bearer(TOKEN))
        .hasMessageContaining("a token would be sent unencrypted");
  }

  @Test
  void a_lost_answer_is_unknown_unless_each_key_is_taken_once() throws Exception {
    try (StandIn server =
        StandIn.answering(200, "").first(Reply.of(504, "")).first(Reply.of(504, ""))) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(server.asked()).hasSize(1);
      assertThat(to(server).takesEachKeyOnce().send(Notes.started(), context))
          .isEqualTo("HTTP 200");
      assertThat(server.asked()).hasSize(3);
      assertThat(server.asked().get(1).header("Idempotency-Key"))
          .isEqualTo(server.asked().get(2).header("Idempotency-Key"));
    }
  }

  @Test
  void a_signing_key_that_is_none_is_not_quoted() throws Exception {
    context.knowing(SIGNING, "whsec_planted!");
    try (StandIn server = StandIn.answering(200, "")) {
      assertThatThrownBy(() -> to(server).signed(SIGNING).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("the value of the secret 'signing' is no key to sign with")
          .hasMessageNotContaining("planted");
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void an_address_with_credentials_is_refused_and_not_quoted() {
    assertThatThrownBy(() -> Channels.webhook(URI.create("https://ann:planted@x.example/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds credentials")
        .hasMessageNotContaining("planted");
    assertThatThrownBy(() -> Channels.webhook(URI.create("mailto:ann@x.example")))
        .hasMessageContaining("must be absolute and of http or https");
  }
}
