package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.sallyport.check.Check;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers that verify as the providers document, and those that get it wrong. */
class WebhookTest {
  private static final Secret<String> SECRET = Secret.of("webhook-secret", String.class);
  private static final String WORD = "it-is-shared";
  private static final String SAMPLE = "{\"event_id\":\"probe\",\"type\":\"test\"}";

  private final HttpChecks http = HttpChecks.create();
  private final AtomicLong effects = new AtomicLong();
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() {
    http.close();
  }

  /** What a receiver may get wrong. */
  enum Receiver {
    GOOD,
    TAKES_ALL,
    ANSWERS_200_TO_ALL,
    READS_THE_BODY_ANEW,
    TAKES_OLD,
    HAS_ANOTHER_SECRET,
    DOES_NOTHING,
    HAS_NO_DATABASE,
    FORGETS
  }

  private TestServer start(WebhookProvider provider, Receiver receiver) throws IOException {
    return TestServer.answering(x -> receive(x, provider, receiver));
  }

  private void receive(HttpExchange x, WebhookProvider provider, Receiver receiver)
      throws IOException {
    byte[] raw = x.getRequestBody().readAllBytes();
    String text = new String(raw, StandardCharsets.UTF_8);
    byte[] verified =
        receiver == Receiver.READS_THE_BODY_ANEW
            ? text.strip().getBytes(StandardCharsets.UTF_8)
            : raw;
    String word = receiver == Receiver.HAS_ANOTHER_SECRET ? "another" : WORD;
    boolean fine = receiver == Receiver.TAKES_ALL || signed(x, provider, verified, word, receiver);
    if (fine
        && receiver != Receiver.DOES_NOTHING
        && receiver != Receiver.HAS_NO_DATABASE
        && (receiver == Receiver.FORGETS || known.add(text))) {
      effects.incrementAndGet();
    }
    int taken = receiver == Receiver.HAS_NO_DATABASE ? 503 : 200;
    TestServer.answer(x, fine || receiver == Receiver.ANSWERS_200_TO_ALL ? taken : 401, "");
  }

  private static boolean signed(
      HttpExchange x, WebhookProvider provider, byte[] body, String word, Receiver receiver) {
    Instant at = Instant.now();
    String stripe = x.getRequestHeaders().getFirst("Stripe-Signature");
    String slack = x.getRequestHeaders().getFirst("X-Slack-Request-Timestamp");
    if (provider == WebhookProvider.STRIPE && stripe != null && stripe.startsWith("t=")) {
      at = Instant.ofEpochSecond(Long.parseLong(stripe.substring(2, stripe.indexOf(','))));
    } else if (provider == WebhookProvider.SLACK && slack != null) {
      at = Instant.ofEpochSecond(Long.parseLong(slack));
    }
    boolean fresh = Duration.between(at, Instant.now()).abs().toSeconds() <= 300;
    Map<String, String> expected = provider.headers(body, word, at);
    return (fresh || receiver == Receiver.TAKES_OLD)
        && expected.entrySet().stream()
            .allMatch(e -> e.getValue().equals(x.getRequestHeaders().getFirst(e.getKey())));
  }

  private Verdict judged(WebhookProvider provider, Receiver receiver) throws Exception {
    try (TestServer server = start(provider, receiver)) {
      Check check =
          http.webhookSignature(server.uri("/hook"), provider, SECRET, SAMPLE, c -> effects.get())
              .effectWithin(Duration.ofMillis(300));
      return check.judge(Asked.knowing(SECRET, WORD));
    }
  }

  /** Values of the providers' own documentation, or worked out by openssl. */
  @Test
  void signatures_are_written_as_documented() {
    byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    assertThat(WebhookProvider.GITHUB.headers(body, "It's a Secret to Everybody", Instant.EPOCH))
        .containsEntry(
            "X-Hub-Signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
    byte[] slack =
        ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
                + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(
            WebhookProvider.SLACK.headers(
                slack, "8f742231b10e8888abcd99yyyzzz85a5", Instant.ofEpochSecond(1531420618)))
        .containsEntry(
            "X-Slack-Signature",
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
  }

  @ParameterizedTest
  @EnumSource
  void a_receiver_that_verifies_passes(WebhookProvider provider) throws Exception {
    Verdict verdict = judged(provider, Receiver.GOOD);
    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    assertThat(verdict.toString()).doesNotContain(WORD);
  }

  @Test
  void what_a_receiver_gets_wrong_is_told() throws Exception {
    assertThat(code(judged(WebhookProvider.GITHUB, Receiver.TAKES_ALL)))
        .isEqualTo("fail forgery-taken");
    known.clear();
    Verdict polite = judged(WebhookProvider.TYPEFORM, Receiver.ANSWERS_200_TO_ALL);
    assertThat(code(polite)).isEqualTo("fail forgery-taken");
    known.clear();
    Verdict anew = judged(WebhookProvider.GITHUB, Receiver.READS_THE_BODY_ANEW);
    assertThat(anew.reason()).contains("written anew");
    known.clear();
    Verdict old = judged(WebhookProvider.STRIPE, Receiver.TAKES_OLD);
    assertThat(old.reason()).contains("A request with an hour old was answered with 200");
    known.clear();
    assertThat(code(judged(WebhookProvider.SLACK, Receiver.HAS_ANOTHER_SECRET)))
        .isEqualTo("fail signed-refused");
    assertThat(code(judged(WebhookProvider.SLACK, Receiver.DOES_NOTHING)))
        .isEqualTo("fail no-effect");
  }

  @Test
  void a_receiver_in_trouble_is_not_told_that_its_secret_differs() throws Exception {
    Verdict verdict = judged(WebhookProvider.TYPEFORM, Receiver.HAS_NO_DATABASE);

    assertThat(code(verdict)).isEqualTo("fail signed-refused");
    assertThat(verdict.reason())
        .contains("was answered with 503", "trouble of its own", "look at its log")
        .doesNotContain("secret differs");
  }

  /** One that knows events again takes none twice, so each sample needs its own. */
  @Test
  void each_sample_can_be_an_event_of_its_own() throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (TestServer server = start(WebhookProvider.GITHUB, Receiver.GOOD)) {
      Check same =
          http.webhookSignature(
                  server.uri("/hook"), WebhookProvider.GITHUB, SECRET, SAMPLE, c -> effects.get())
              .effectWithin(Duration.ofMillis(300));
      assertThat(code(same.judge(Asked.knowing(SECRET, WORD)))).isEqualTo("pass");
      assertThat(code(same.judge(Asked.knowing(SECRET, WORD)))).isEqualTo("fail no-effect");

      Check own =
          http.webhookSignature(
              server.uri("/hook"),
              WebhookProvider.GITHUB,
              SECRET,
              () ->
                  new WebhookSample(
                      "{\"event_id\":\"" + number.incrementAndGet() + "\"}", c -> effects.get()));
      assertThat(code(own.judge(Asked.knowing(SECRET, WORD)))).isEqualTo("pass");
      assertThat(code(own.judge(Asked.knowing(SECRET, WORD)))).isEqualTo("pass");
    }
    assertThatThrownBy(() -> new WebhookSample("", c -> 0))
        .hasMessage("An empty event cannot be tampered with. Give it a body.");
  }

  private Verdict replayed(Receiver receiver) throws Exception {
    AtomicInteger number = new AtomicInteger();
    try (TestServer server = start(WebhookProvider.GITHUB, receiver)) {
      return http.replayProtection(
              server.uri("/hook"),
              WebhookProvider.GITHUB,
              SECRET,
              () -> "{\"event_id\":\"" + number.incrementAndGet() + receiver + "\"}",
              c -> effects.get())
          .effectWithin(Duration.ofMillis(200))
          .judge(Asked.knowing(SECRET, WORD));
    }
  }

  @Test
  void a_delivery_made_twice_has_one_effect_or_is_told() throws Exception {
    assertThat(code(replayed(Receiver.GOOD))).isEqualTo("pass");
    assertThat(code(replayed(Receiver.FORGETS))).isEqualTo("fail replayed");
    assertThat(code(replayed(Receiver.HAS_ANOTHER_SECRET))).isEqualTo("fail no-effect");
  }

  /** Admits a burst and then so many a second, each of {@code instances} for itself. */
  private static TestServer limited(double rate, int burst, int instances, int refusal)
      throws IOException {
    double[] tokens = new double[instances];
    long[] last = new long[instances];
    java.util.Arrays.fill(tokens, burst + 1);
    java.util.Arrays.fill(last, System.nanoTime());
    AtomicInteger turn = new AtomicInteger();
    return TestServer.answering(
        x -> {
          int status;
          synchronized (tokens) {
            int mine = turn.getAndIncrement() % instances;
            long now = System.nanoTime();
            tokens[mine] = Math.min(burst + 1, tokens[mine] + (now - last[mine]) / 1e9 * rate);
            last[mine] = now;
            status = tokens[mine] >= 1 ? 200 : refusal;
            tokens[mine] -= status == 200 ? 1 : 0;
          }
          TestServer.answer(x, status, "");
        });
  }

  private Verdict limit(double rate, int burst, int instances, int refusal) throws Exception {
    try (TestServer server = limited(rate, burst, instances, refusal)) {
      return Asked.ask(
          http.rateLimit(server.uri("/"), Rate.perSecond(5), 3).over(Duration.ofSeconds(1)));
    }
  }

  @Test
  void a_limit_is_kept_exceeded_too_tight_or_not_there() throws Exception {
    assertThat(code(limit(5, 3, 1, 429))).isEqualTo("pass");
    assertThat(code(limit(5, 3, 3, 429))).isEqualTo("fail limit-exceeded");
    assertThat(code(limit(1e9, 1_000_000, 1, 429))).isEqualTo("fail not-limited");
    assertThat(code(limit(0.1, 0, 1, 429))).isEqualTo("fail limit-too-tight");
    assertThat(code(limit(5, 3, 1, 503))).isEqualTo("fail other-refusal");
  }

  @Test
  void effects_that_cannot_be_counted_are_not_the_services_fault() throws Exception {
    try (TestServer server = start(WebhookProvider.GITHUB, Receiver.GOOD)) {
      Verdict verdict =
          http.replayProtection(
                  server.uri("/hook"),
                  WebhookProvider.GITHUB,
                  SECRET,
                  () -> SAMPLE,
                  c -> {
                    throw new IOException("no such table");
                  })
              .judge(Asked.knowing(SECRET, WORD));
      assertThat(code(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason())
          .isEqualTo(
              "The effects could not be counted: java.io.IOException: no such table. Look at what"
                  + " was given to count them; the service was not judged.");
    }
  }

  @Test
  void nobody_there_is_no_pass() throws Exception {
    Verdict verdict =
        Asked.ask(http.rateLimit(URI.create("http://127.0.0.1:1/"), Rate.perSecond(5), 3));
    assertThat(code(verdict)).isEqualTo("pending connection-refused");
  }
}
