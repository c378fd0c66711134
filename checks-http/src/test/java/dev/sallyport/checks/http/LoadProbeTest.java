package dev.sallyport.checks.http;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static dev.sallyport.checks.http.Asked.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadProbeTest {
  /** Far above what any answer takes here, on a machine that does other things as well. */
  private static final Duration GENEROUS = Duration.ofSeconds(8);

  private final HttpChecks http = HttpChecks.create();

  @AfterEach
  void close() {
    http.close();
  }

  private LoadProbe load(URI uri, int perSecond, int millis) {
    return http.load(uri)
        .rate(Rate.perSecond(perSecond))
        .lasting(Duration.ofMillis(millis))
        .warmUp(Duration.ofMillis(200))
        .timeout(GENEROUS);
  }

  @Test
  void a_healthy_service_passes_both_metrics_by_one_measurement() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            x -> {
              requests.incrementAndGet();
              TestServer.answer(x, 200, "ok");
            })) {
      LoadProbe load = load(server.uri("/"), 200, 2000);
      Check check = load.p95().below(GENEROUS).and(load.errorRate().below(percent(5)));
      ask(check);
      int once = requests.get();
      Verdict verdict = until("pass", check);

      // 2.2 s at 200 /s, once for two metrics.
      assertThat(once).isBetween(430, 445);
      assertThat(code(verdict)).isEqualTo("pass");
      assertThat(verdict.reason()).contains("it passes with up to");
      assertThat(seen(verdict)).containsEntry("failed", "0").containsEntry("requests", "400");
      assertThat(check.name())
          .isEqualTo("http latency-quantile p95 < 8 s and http error-rate < 5 %");
    }
  }

  @Test
  void a_known_rate_of_errors_is_found() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            x -> TestServer.answer(x, requests.incrementAndGet() % 10 == 0 ? 503 : 200, ""))) {
      LoadProbe load = load(server.uri("/"), 300, 1500);
      Verdict breached = ask(load.errorRate().staysBelow(percent(5)));
      Verdict kept = until("pass", load.errorRate().below(percent(20)));
      Reading<Percent> reading = load.errorRate().read(Asked.context());

      assertThat(code(breached)).isEqualTo("fail threshold-breached");
      assertThat(breached.reason()).contains("Most often: status-503 (");
      assertThat(code(kept)).isEqualTo("pass");
      assertThat(((Reading.Value<Percent>) reading).value().value()).isCloseTo(10, within(1.0));
    }
  }

  @Test
  void the_error_rate_at_its_limit_is_open() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            x -> TestServer.answer(x, requests.incrementAndGet() % 10 == 0 ? 500 : 200, ""))) {
      Check check = load(server.uri("/"), 300, 1000).errorRate().staysBelow(percent(10));
      Verdict verdict = until("inconclusive TOO_FEW_SAMPLES", check);

      assertThat(code(verdict)).isEqualTo("inconclusive TOO_FEW_SAMPLES");
    }
  }

  @Test
  void answers_of_4xx_and_redirects_are_errors_unless_4xx_are_meant() throws Exception {
    try (TestServer missing = TestServer.answering(x -> TestServer.answer(x, 404, ""));
        TestServer moved = TestServer.answering(x -> TestServer.answer(x, 302, ""))) {
      LoadProbe load = load(missing.uri("/"), 200, 500);

      assertThat(code(ask(load.errorRate().below(percent(10))))).startsWith("pending");
      assertThat(code(ask(load.p50().below(GENEROUS)))).startsWith("pending");
      LoadProbe meant = load.clientErrors(ClientErrors.COUNT_AS_ANSWERS);
      assertThat(code(until("pass", meant.errorRate().below(percent(10))))).isEqualTo("pass");
      assertThat(code(ask(load(moved.uri("/"), 200, 500).errorRate().below(percent(10)))))
          .startsWith("pending");
    }
  }

  @Test
  void a_service_that_is_down_never_passes() throws Exception {
    LoadProbe load = load(RawServer.nobody(), 200, 500);
    Verdict verdict = ask(load.p50().staysBelow(GENEROUS));

    assertThat(code(verdict)).isEqualTo("fail threshold-breached");
    assertThat(verdict.reason()).contains("Most often: connection-refused (100)");
    assertThat(load.p50().read(Asked.context())).isInstanceOf(Reading.NoData.class);
  }

  @Test
  void an_unknown_host_is_not_measured() throws Exception {
    LoadProbe load = load(URI.create("http://no-such-host.invalid/"), 100, 300);
    Verdict verdict = ask(load.errorRate().staysBelow(percent(50)));

    assertThat(code(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("unknown-host=30");
    assertThat(load.achievedRate().read(Asked.context())).isInstanceOf(Reading.NoData.class);
  }

  @Test
  void a_service_that_hangs_is_given_up_and_counts_as_slow_and_failed() throws Exception {
    try (RawServer hanging = RawServer.hanging()) {
      LoadProbe load = load(hanging.uri("/"), 100, 500).timeout(Duration.ofSeconds(1));
      long begun = MonotonicTime.now();
      Verdict verdict =
          until(
              "fail threshold-breached",
              load.p50()
                  .staysBelow(Duration.ofSeconds(1))
                  .and(load.errorRate().staysBelow(percent(10))));

      assertThat(code(verdict)).isEqualTo("fail threshold-breached");
      assertThat(seen(verdict)).containsEntry("no-answer-in-time", "50");
      assertThat(Duration.ofNanos(MonotonicTime.now() - begun)).isLessThan(Duration.ofSeconds(20));
      // A request that is given up must not keep its connection.
      while (hanging.finished() < hanging.accepted()) {
        assertThat(Duration.ofNanos(MonotonicTime.now() - begun))
            .isLessThan(Duration.ofSeconds(30));
        Thread.sleep(10);
      }
    }
  }

  @Test
  void requests_beyond_those_allowed_in_flight_start_late_and_count_from_when_they_were_due()
      throws Exception {
    try (RawServer hanging = RawServer.hanging()) {
      LoadProbe load =
          load(hanging.uri("/"), 100, 500)
              .warmUp(Duration.ZERO)
              .timeout(Duration.ofMillis(300))
              .maxInFlight(5);
      Verdict verdict = ask(load.errorRate().staysBelow(percent(50)));

      // It ends by itself; what was never begun cannot help it pass.
      assertThat(code(verdict)).isEqualTo("inconclusive TOO_FEW_SAMPLES");
      assertThat(verdict.reason()).contains("never-started=");
      assertThat(seen(verdict)).containsEntry("max-in-flight", "5");
    }
  }

  @Test
  void a_new_connection_that_is_dropped_is_a_failure_and_not_asked_again() throws Exception {
    try (RawServer flaky =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              if (number % 2 == 0) {
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                            .getBytes("US-ASCII"));
              }
            })) {
      Verdict verdict = ask(load(flaky.uri("/"), 50, 1500).errorRate().below(percent(20)));

      assertThat(verdict.passed()).isFalse();
      assertThat(Integer.parseInt(seen(verdict).get("connection-closed"))).isBetween(35, 40);
      assertThat(flaky.accepted()).isEqualTo(85);
    }
  }

  @Test
  void one_kept_alive_and_dropped_is_asked_again_and_the_answer_is_no_proof() throws Exception {
    String kept = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    try (RawServer flaky =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              socket.getOutputStream().write(kept.getBytes("US-ASCII"));
              RawServer.readHead(socket); // and hangs up on the second
            })) {
      Verdict verdict = ask(load(flaky.uri("/"), 50, 1500).errorRate().below(percent(20)));

      assertThat(verdict.passed()).isFalse();
      assertThat(seen(verdict)).containsEntry("failed", "0");
      assertThat(Integer.parseInt(seen(verdict).get("resent-by-client"))).isGreaterThan(20);
    }
  }

  @Test
  void a_sample_too_short_for_the_load_sends_nothing() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            x -> {
              requests.incrementAndGet();
              TestServer.answer(x, 200, "");
            })) {
      Check check = load(server.uri("/"), 100, 1000).p95().below(GENEROUS);

      assertThatThrownBy(() -> check.judge(Asked.within(Duration.ofSeconds(2))))
          .hasMessage(
              "The load needs up to 9.2 s (warm-up, length and timeout), but the sample has 1.8 s."
                  + " Nothing was sent. Give the sample more time, or make the load shorter.");
      assertThat(requests).hasValue(0);
    }
  }

  @Test
  void an_interrupt_stops_it() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (TestServer server =
        TestServer.answering(
            x -> {
              requests.incrementAndGet();
              TestServer.answer(x, 200, "");
            })) {
      Check check = load(server.uri("/"), 100, 20_000).p95().below(GENEROUS);
      FutureTask<Verdict> task = new FutureTask<>(() -> ask(check));
      Thread thread = new Thread(task);
      thread.start();
      while (requests.get() < 5) {
        Thread.sleep(5);
      }
      thread.interrupt();

      assertThatThrownBy(task::get).hasRootCauseInstanceOf(InterruptedException.class);
      Thread.sleep(300);
      int after = requests.get();
      Thread.sleep(300);
      assertThat(requests).hasValue(after);
    }
  }

  @Test
  void poisson_arrivals_and_the_achieved_rate() throws Exception {
    try (TestServer server = TestServer.version("2")) {
      LoadProbe load = load(server.uri("/"), 200, 1000).poisson(11);
      Reading<Rate> reading = load.achievedRate().read(Asked.context());

      assertThat(((Reading.Value<Rate>) reading).value().perSecond()).isBetween(100.0, 260.0);
      assertThat(reading.evidence().asked()).contains("Poisson, seed 11");
      assertThat(code(until("pass", load.achievedRate().atLeast(Rate.perSecond(100)))))
          .isEqualTo("pass");
    }
  }

  @Test
  void what_cannot_be_shown_is_refused_when_it_is_written() {
    URI uri = URI.create("http://h/");
    LoadProbe load = load(uri, 100, 1000);

    assertThatThrownBy(() -> load.errorRate().below(percent(0.1))).hasMessageContaining("2995");
    assertThatThrownBy(() -> load.errorRate().atMost(percent(0)))
        .hasMessageContaining("more requests than there are");
    assertThatThrownBy(() -> load.errorRate().below(percent(101))).hasMessageContaining("100 %");
    assertThatThrownBy(() -> load.errorRate().above(percent(1))).hasMessageContaining("> 1 %");
    assertThatThrownBy(() -> load.p95().atLeast(GENEROUS)).hasMessageContaining(">= 8 s");
    assertThatThrownBy(() -> load.p95().below(Duration.ofSeconds(9)))
        .hasMessage(
            "http latency-quantile p95 cannot be compared with 9 s, since requests are given up after"
                + " 8 s. Raise the timeout.");
    assertThatThrownBy(() -> load.looks(100).p95().below(GENEROUS))
        .hasMessageContaining("100 looks");
    assertThatThrownBy(() -> load.confidence(percent(100))).hasMessageContaining("confidence");
    assertThatThrownBy(() -> load.looks(0)).hasMessageContaining("looks");
    assertThatThrownBy(() -> load.latencyQuantile(95)).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> load.maxInFlight(0)).hasMessageContaining("in flight");
    assertThatThrownBy(() -> load.timeout(Duration.ZERO)).hasMessageContaining("timeout");
    assertThatThrownBy(() -> load.warmUp(Duration.ofSeconds(-1))).hasMessageContaining("warm-up");
    assertThatThrownBy(() -> http.load(uri).rate(Rate.perSecond(0)).lasting(GENEROUS))
        .hasMessageContaining("rate");
    assertThatThrownBy(
            () -> http.load(uri).rate(Rate.perSecond(50_000)).lasting(Duration.ofHours(1)))
        .hasMessageContaining("10000000 requests");
    assertThat(load.latencyQuantile(0.999).name()).isEqualTo("http latency-quantile p99.9");
  }
}
