package dev.sallyport.checks.http;

import static dev.sallyport.check.Percent.percent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A service that stalls within its answer, drops connections within the body or lets a cache
 * answer, before every check that asks over HTTP: none passes, each ends in its time, and each
 * names the service.
 */
class FaultsTest {
  private static final Secret<String> SECRET = Secret.of("webhook-secret", String.class);
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nX-Version: 2\r\nContent-Length: 900\r\n\r\n";

  private final HttpChecks http =
      HttpChecks.create(HttpOptions.defaults().requestTimeout(LIMIT).connectTimeout(LIMIT));

  @AfterEach
  void close() {
    http.close();
  }

  private Map<String, Check> checks(URI uri) {
    Map<String, Check> all = new TreeMap<>();
    LoadProbe load =
        http.load(uri)
            .rate(Rate.perSecond(100))
            .lasting(Duration.ofMillis(600))
            .warmUp(Duration.ZERO)
            .timeout(LIMIT);
    all.put("health", http.health(uri).expectVersionHeader("X-Version", "2"));
    all.put("errors", load.errorRate().below(percent(50)));
    all.put("p95", load.p95().below(Duration.ofMillis(400)));
    all.put(
        "signature",
        http.webhookSignature(uri, WebhookProvider.GITHUB, SECRET, "{}", context -> 0));
    all.put(
        "replay",
        http.replayProtection(uri, WebhookProvider.GITHUB, SECRET, () -> "{}", context -> 0));
    all.put("limit", http.rateLimit(uri, Rate.perSecond(2), 1).over(LIMIT));
    all.put("memory", http.memoryGrowth(uri).over(LIMIT).atMost(DataSize.bytes(Long.MAX_VALUE)));
    all.put(
        "retries",
        http.retryPolicy(
            TestServer.anyPort(), http.delivering(uri, to -> "{}"), 2, Duration.ofMillis(10)));
    return all;
  }

  private void nonePasses(URI uri) throws Exception {
    for (Map.Entry<String, Check> one : checks(uri).entrySet()) {
      long begun = MonotonicTime.now();
      Verdict verdict = one.getValue().judge(Asked.knowing(SECRET, "word"));
      Duration took = Duration.ofNanos(MonotonicTime.now() - begun);
      String told = one.getKey() + ": " + verdict;
      assertThat(verdict.passed()).as(told).isFalse();
      assertThat(told).contains(":" + uri.getPort());
      assertThat(took).as(told).isLessThan(Duration.ofSeconds(5));
    }
  }

  private static void say(OutputStream out, String text) throws java.io.IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Test
  void a_service_that_stalls_within_its_answer() throws Exception {
    try (RawServer stalling =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              say(socket.getOutputStream(), HEAD + "UP");
              socket.getInputStream().readAllBytes();
            })) {
      nonePasses(stalling.uri("/"));
    }
  }

  @Test
  void a_service_that_drops_connections_within_the_body() throws Exception {
    try (RawServer dropping = RawServer.saying(HEAD + "UP")) {
      nonePasses(dropping.uri("/"));
    }
  }

  @Test
  void a_cache_that_answers_for_a_service_that_is_gone() throws Exception {
    String page = "process_resident_memory_bytes 5\nprocess_start_time_seconds 1\n";
    try (TestServer cache =
        TestServer.answering(
            x -> TestServer.answer(x, 200, page, Map.of("X-Version", "2", "Age", "86400")))) {
      URI uri = cache.uri("/");
      Map<String, Check> all = checks(uri);
      Verdict health = Asked.ask(all.get("health"));
      assertThat(Asked.code(health)).isEqualTo("pending answered-from-cache");
      assertThat(health.reason()).contains("kept for 86400 s", uri.toString());
      Verdict memory = Asked.ask(all.get("memory"));
      assertThat(Asked.code(memory)).isEqualTo("inconclusive ERROR");
      assertThat(memory.reason()).contains(uri + " was answered by a cache", "86400 s");
    }
  }
}
