package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every check does when its server is of no use, or refuses the token. */
class HttpContractTest extends CheckContract {
  private static final Secret<String> TOKEN = Secret.of("http-token", String.class);
  private static final String WORD = "s3same-of-http";
  private static HttpChecks http;
  private static TestServer guarded;

  @BeforeAll
  static void start() throws Exception {
    http =
        HttpChecks.create(
            HttpOptions.defaults()
                .connectTimeout(Duration.ofSeconds(1))
                .requestTimeout(Duration.ofSeconds(1)));
    guarded = TestServer.answering(x -> TestServer.answer(x, 401, "who are you?"));
  }

  @AfterAll
  static void stop() {
    http.close();
    guarded.close();
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(HttpChecks.class, LoadProbe.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all(server.getHostString(), server.getPort());
  }

  @Override
  protected Map<String, Check> refused() {
    return all("127.0.0.1", guarded.port());
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(TOKEN, WORD);
  }

  private static Map<String, Check> all(String host, int port) {
    URI uri = URI.create("http://" + host + ":" + port + "/");
    Map<String, Check> all = new TreeMap<>();
    all.put("health", http.health(uri).statusOnly("a contract").bearer(TOKEN));
    all.put("tlsCertificate", http.tlsCertificate(host, port));
    all.put(
        "webhookSignature",
        http.webhookSignature(uri, WebhookProvider.GITHUB, TOKEN, "{}", context -> 0));
    all.put(
        "replayProtection",
        http.replayProtection(uri, WebhookProvider.GITHUB, TOKEN, () -> "{}", context -> 0));
    all.put("rateLimit", http.rateLimit(uri, Rate.perSecond(1), 1).over(Duration.ofMillis(300)));
    Delivery delivery = http.delivering(uri, stub -> "{}", TOKEN);
    all.put(
        "retryPolicy",
        http.retryPolicy(TestServer.anyPort(), delivery, 2, Duration.ofMillis(10))
            .calledWithin(Duration.ofMillis(1500)));
    all.put(
        "deadLetter",
        http.deadLetter(TestServer.anyPort(), delivery, context -> List.of())
            .deadWithin(Duration.ofMillis(1200))
            .calledWithin(Duration.ofMillis(800)));
    all.put(
        "memoryGrowth",
        http.memoryGrowth(uri).over(Duration.ofMillis(300)).atMost(DataSize.bytes(Long.MAX_VALUE)));
    all.put("p50", load(uri).p50().below(Duration.ofMillis(400)));
    all.put("p95", load(uri).p95().below(Duration.ofMillis(400)));
    all.put("p99", load(uri).p99().below(Duration.ofMillis(400)));
    all.put("latencyQuantile", load(uri).latencyQuantile(0.9).below(Duration.ofMillis(400)));
    all.put("errorRate", load(uri).errorRate().below(Percent.of(99)));
    all.put("achievedRate", load(uri).achievedRate().atLeast(Rate.perSecond(1e6)));
    return all;
  }

  private static LoadProbe load(URI uri) {
    return http.load(uri)
        .rate(Rate.perSecond(400))
        .lasting(Duration.ofMillis(900))
        .timeout(Duration.ofMillis(500))
        .bearer(TOKEN);
  }
}
