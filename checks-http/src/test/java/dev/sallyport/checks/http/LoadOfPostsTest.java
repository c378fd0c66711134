package dev.sallyport.checks.http;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.checks.http.Asked.code;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A load of events as they come from a provider of webhooks. */
class LoadOfPostsTest {
  private static final Secret<String> SECRET = Secret.of("webhook", String.class);
  private static final String WORD = "s3cret-of-the-webhooks";
  private static final int LARGE = 300_000;

  private final HttpChecks http = HttpChecks.create();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();

  @AfterEach
  void close() {
    http.close();
  }

  private void take(HttpExchange x) throws IOException {
    byte[] body = x.getRequestBody().readAllBytes();
    String signature = x.getRequestHeaders().getFirst("Typeform-Signature");
    boolean json = "application/json".equals(x.getRequestHeaders().getFirst("Content-Type"));
    boolean signed =
        signature != null
            && WebhookProvider.TYPEFORM.headers(body, WORD, Instant.EPOCH).containsValue(signature);
    if (json && signed && x.getRequestMethod().equals("POST")) {
      taken.add(new String(body, UTF_8));
    }
    TestServer.answer(x, signed ? 200 : 401, "");
  }

  private LoadProbe load(TestServer server, String more) {
    return load(server, 100, more);
  }

  private LoadProbe load(TestServer server, int perSecond, String more) {
    return http.load(server.uri("/hook"))
        .rate(Rate.perSecond(perSecond))
        .lasting(Duration.ofSeconds(1))
        .warmUp(Duration.ofMillis(200))
        .posting(
            () -> "{\"event_id\":\"é-" + made.incrementAndGet() + more + "\"}",
            WebhookProvider.TYPEFORM,
            SECRET);
  }

  private Verdict ask(LoadProbe load, String word) throws Exception {
    return load.errorRate().staysBelow(percent(20)).judge(Asked.knowing(SECRET, word));
  }

  @Test
  void eachEventIsAnotherOneAndSignedByItself() throws Exception {
    try (TestServer server = TestServer.answering(this::take)) {
      Verdict verdict = ask(load(server, ""), WORD);

      assertThat(code(verdict)).isEqualTo("pass");
      assertThat(verdict.evidence().asked()).startsWith("POST " + server.uri("/hook"));
      assertThat(taken).hasSize(made.get()).doesNotHaveDuplicates();
      assertThat(taken.size()).isBetween(110, 125);
    }
  }

  /** More than a socket takes at once is written in pieces. */
  @Test
  void aLargeEventArrivesWhole() throws Exception {
    try (TestServer server = TestServer.answering(this::take)) {
      Verdict verdict = ask(load(server, 20, "x".repeat(LARGE)), WORD);

      assertThat(Asked.seen(verdict)).containsEntry("failed", "0");
      assertThat(taken).hasSize(made.get()).allMatch(body -> body.length() > LARGE);
    }
  }

  @Test
  void aReceiverWithAnotherSecretFails() throws Exception {
    try (TestServer server = TestServer.answering(this::take)) {
      Verdict verdict = ask(load(server, ""), "another");

      assertThat(code(verdict)).isEqualTo("fail threshold-breached");
      assertThat(verdict.toString()).contains("401").doesNotContain("another");
      assertThat(taken).isEmpty();
    }
  }

  @Test
  void withoutAProviderNothingIsSigned() throws Exception {
    try (TestServer server = TestServer.answering(this::take)) {
      Verdict verdict =
          load(server, "")
              .posting(() -> "{}")
              .errorRate()
              .staysBelow(percent(20))
              .judge(Asked.context());

      assertThat(code(verdict)).isEqualTo("fail threshold-breached");
      assertThat(verdict.toString()).contains("401");
    }
  }

  @Test
  void anEventThatCannotBeMadeIsNoFaultOfTheService() throws Exception {
    try (TestServer server = TestServer.answering(this::take)) {
      LoadProbe load =
          load(server, "")
              .posting(
                  () -> {
                    throw new IllegalArgumentException("no template");
                  });

      assertThatThrownBy(() -> load.errorRate().staysBelow(percent(20)).judge(Asked.context()))
          .hasMessageContaining("The body of a request could not be made:")
          .hasMessageContaining("no template");
    }
  }
}
