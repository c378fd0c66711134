package dev.sallyport.checks.http;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scripted services beside real ones in the same states: both are judged in the same words. */
class ScriptedHttpTest {
  private static final String ONE = "one.test:8080";
  private static final URI ONE_URI = URI.create("http://" + ONE + "/");
  private final ScriptedHttp script = ScriptedHttp.healthy(ONE, "two.test:8080");
  private final HttpChecks scripted = script.checks();
  private final HttpChecks real =
      HttpChecks.create(HttpOptions.defaults().requestTimeout(Duration.ofMillis(800)));

  @AfterEach
  void close() {
    scripted.close();
    real.close();
  }

  private static HttpHealth health(HttpChecks http, URI uri) {
    return http.health(uri).expectVersionHeader("X-Version", "2").expectJson("/up", true);
  }

  /** Lets both be judged, and holds them to the same code and reason. */
  private void same(
      String expected,
      URI server,
      UnaryOperator<ScriptedHttp> told,
      BiFunction<HttpChecks, URI, Check> check)
      throws Exception {
    script.well().header(ONE, "X-Version", "2").answers(ONE, 200, "{\"up\":true}");
    told.apply(script);
    Verdict one = ask(check.apply(scripted, ONE_URI));
    Verdict other = ask(check.apply(real, server));
    assertThat(code(other)).as(other.reason()).isEqualTo(expected);
    assertThat(code(one)).as(one.reason()).isEqualTo(expected);
    assertThat(one.reason().replace(ONE_URI.toString(), "X"))
        .isEqualTo(other.reason().replace(server.toString(), "X"));
  }

  private void same(String expected, HttpHandler handler, UnaryOperator<ScriptedHttp> told)
      throws Exception {
    try (TestServer server = TestServer.answering(handler)) {
      same(expected, server.uri("/"), told, ScriptedHttpTest::health);
    }
  }

  private static HttpHandler answering(int status, String body, String... headers) {
    return x -> {
      for (int i = 0; i < headers.length; i += 2) {
        x.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      TestServer.answer(x, status, body, Map.of());
    };
  }

  @Test
  void answers_right_and_wrong_are_judged_as_those_of_a_real_service() throws Exception {
    String up = "{\"up\":true}";
    same("pass", answering(200, up, "X-Version", "2"), s -> s);
    same(
        "pending wrong-version",
        answering(200, up, "X-Version", "1"),
        s -> s.header(ONE, "X-Version", "1"));
    same(
        "pending wrong-status",
        answering(503, "starting", "X-Version", "2"),
        s -> s.answers(ONE, 503, "starting"));
    same(
        "pending json-mismatch",
        answering(200, "{\"up\":false}", "X-Version", "2"),
        s -> s.answers(ONE, 200, "{\"up\":false}"));
    same(
        "pending answered-from-cache",
        answering(200, up, "X-Version", "2", "Age", "60"),
        s -> s.cached(ONE, Duration.ofMinutes(1)));
    same(
        "pending redirected",
        answering(302, up, "X-Version", "2", "Location", "/login"),
        s -> s.redirects(ONE, "/login"));
  }

  @Test
  void no_answer_is_judged_as_that_of_a_real_service() throws Exception {
    same(
        "pending connection-refused",
        RawServer.nobody(),
        s -> s.down(ONE),
        ScriptedHttpTest::health);
    try (RawServer hanging = RawServer.hanging();
        RawServer hangingUp = RawServer.saying("")) {
      same(
          "pending no-answer-in-time",
          hanging.uri("/"),
          s -> s.stalls(ONE),
          ScriptedHttpTest::health);
      same(
          "pending connection-closed",
          hangingUp.uri("/"),
          s -> s.drops(ONE),
          ScriptedHttpTest::health);
    }
    assertThat(code(ask(health(scripted, URI.create("http://nobody.test/")))))
        .isEqualTo("inconclusive ERROR");
  }

  private static LoadProbe load(HttpChecks http, URI uri) {
    return http.load(uri)
        .rate(Rate.perSecond(200))
        .lasting(Duration.ofMillis(500))
        .warmUp(Duration.ZERO)
        .timeout(Duration.ofMillis(700));
  }

  @Test
  void a_load_is_judged_as_that_on_a_real_service() throws Exception {
    BiFunction<HttpChecks, URI, Check> errors =
        (http, uri) -> load(http, uri).errorRate().staysBelow(percent(10));
    AtomicInteger turn = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            x -> TestServer.answer(x, turn.incrementAndGet() % 2 == 0 ? 500 : 200, ""))) {
      same("fail threshold-breached", server.uri("/"), s -> s.failing(ONE, percent(50)), errors);
    }
    same("fail threshold-breached", RawServer.nobody(), s -> s.down(ONE), errors);
  }

  @Test
  void latencies_are_as_told_without_being_waited_for() throws Exception {
    script.takes(ONE, Duration.ofMillis(300));
    Check fast = load(scripted, ONE_URI).p95().staysBelow(Duration.ofMillis(200));
    Check slow = load(scripted, ONE_URI).p95().staysBelow(Duration.ofMillis(600));
    long begun = MonotonicTime.now();
    assertThat(code(Asked.until("fail threshold-breached", fast)))
        .isEqualTo("fail threshold-breached");
    assertThat(code(Asked.until("pass", slow))).isEqualTo("pass");
    assertThat(Duration.ofNanos(MonotonicTime.now() - begun)).isLessThan(Duration.ofSeconds(30));
    script.stalls(ONE);
    assertThat(code(ask(fast))).isEqualTo("fail threshold-breached");
    script.up(ONE).takes(ONE, Duration.ofSeconds(9));
    assertThat(code(ask(scripted.health(ONE_URI).statusOnly("a test"))))
        .isEqualTo("pending no-answer-in-time");
  }

  @Test
  void a_balancer_asks_its_members_in_turn() throws Exception {
    URI balancer = URI.create("http://shop.test/");
    script
        .balancer("shop.test:80", List.of(ONE, "two.test:8080"))
        .header(ONE, "X-Instance", "one")
        .header("two.test:8080", "X-Instance", "two");
    HttpHealth all =
        scripted
            .health(ONE_URI)
            .statusOnly("a test")
            .via(balancer, 4, "X-Instance", List.of("one", "two"));
    assertThat(code(ask(all))).isEqualTo("pass");
    script.header("two.test:8080", "X-Instance", "blue");
    assertThat(code(ask(all))).isEqualTo("pending instance-unexpected");
    script.down("two.test:8080");
    assertThat(ask(all).reason()).contains("balancer " + balancer, "connection-refused");
  }

  @Test
  void memory_stays_until_it_is_told_otherwise() throws Exception {
    script.memory(ONE, DataSize.mebibytes(100));
    Check steady =
        scripted
            .memoryGrowth(ONE_URI)
            .over(Duration.ofMillis(300))
            .staysBelow(DataSize.mebibytes(1));
    assertThat(code(ask(steady))).isEqualTo("pass");
    script.down(ONE);
    assertThat(ask(steady).reason()).contains("connection-refused");
  }

  @Test
  void wrong_words_and_certificates_are_refused() {
    assertThatThrownBy(() -> script.down("three.test:80"))
        .hasMessage("There is no service three.test:80, only [one.test:8080, two.test:8080].");
    assertThatThrownBy(() -> script.balancer("b:80", List.of()))
        .hasMessageContaining("asks nobody");
    assertThatThrownBy(() -> script.failing(ONE, percent(101))).hasMessageContaining("no share");
    assertThatThrownBy(() -> scripted.tlsCertificate("one.test", 443))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("has no certificates");
  }
}
