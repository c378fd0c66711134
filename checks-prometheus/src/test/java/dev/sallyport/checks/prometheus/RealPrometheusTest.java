package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real Prometheus, whose exporter says what the test wants. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealPrometheusTest {
  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - {alert: Watchdog, expr: vector(1)}
            - {alert: TooHot, expr: temperature > 50, labels: {severity: critical}}
            - {alert: Slow, expr: temperature > 20, for: 1h, labels: {severity: page}}
      """;

  private static Prometheus server;
  private static PrometheusChecks checks;

  @BeforeAll
  static void start() throws Exception {
    server = Prometheus.start(RULES, "");
    say(10);
    checks = server.checks();
    Prometheus.await(
        "a first scrape", () -> ASK.now(checks.number("temperature").atMost(11.0)).passed());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      checks.close();
      server.close();
    }
  }

  private static void say(double temperature) {
    server.metrics =
        """
        temperature %s
        requests_total{code="200",pod="a"} 1000
        requests_total{code="200",pod="b"} 500
        nothing NaN
        latency_bucket{le="0.1"} 90
        latency_bucket{le="0.5"} 100
        latency_bucket{le="+Inf"} 100
        latency_count 100
        latency_sum 5
        canary %s
        """
            .formatted(temperature, temperature);
  }

  private static String waited(dev.sallyport.check.Check check) throws Exception {
    return word(ASK.now(check));
  }

  @Test
  @Order(1)
  void a_value_has_its_unit_and_is_compared_here() throws Exception {
    Verdict verdict = ASK.now(checks.number("temperature").whileUp("job=\"shop\"").below(20.0));
    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    assertThat(verdict.evidence().observed().toString()).contains("last scraped", "series");
    assertThat(waited(checks.number("temperature").below(5.0))).startsWith("pending");
    assertThat(waited(checks.number("temperature").staysBelow(5.0))).startsWith("fail");
    assertThat(waited(checks.seconds("temperature").below(ofSeconds(11)))).isEqualTo("pass");
    assertThat(waited(checks.ratio("temperature / 100").atMost(Percent.of(10)))).isEqualTo("pass");
    assertThat(waited(checks.percent("temperature").atMost(Percent.of(10)))).isEqualTo("pass");
    assertThat(waited(checks.bytes("temperature").atMost(dev.sallyport.check.DataSize.bytes(10))))
        .isEqualTo("pass");
    assertThat(
            waited(checks.perSecond("temperature").atMost(dev.sallyport.check.Rate.perSecond(10))))
        .isEqualTo("pass");
  }

  @Test
  @Order(2)
  void none_several_and_not_a_number_are_no_value() throws Exception {
    assertThat(waited(checks.number("no_such_metric").below(1e9)))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(waited(checks.number("temperature > 1000").below(1e9)))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(waited(checks.number("nothing").below(1e9))).isEqualTo("inconclusive NO_DATA");
    assertThat(waited(checks.number("0 / 0").below(1e9))).isEqualTo("inconclusive NO_DATA");
    Verdict several = ASK.now(checks.number("requests_total").below(1e9));
    assertThat(word(several)).isEqualTo("inconclusive ERROR");
    assertThat(several.reason()).contains("gives 2 series, and one is needed");
    Verdict broken = ASK.now(checks.number("sum(").below(1e9));
    assertThat(word(broken)).isEqualTo("inconclusive ERROR");
    assertThat(broken.reason()).contains("answered with 400", "parse error");
  }

  @Test
  @Order(3)
  void a_part_without_a_series_is_none_only_of_enough() throws Exception {
    String failed = "sum(requests_total{code=~\"5..\"})";
    String all = "sum(requests_total)";
    assertThat(waited(checks.share(failed, all, 100).below(Percent.of(1)))).isEqualTo("pass");
    assertThat(waited(checks.share(failed, all, 10_000).below(Percent.of(1))))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(waited(checks.share(failed, "sum(no_such)", 1).below(Percent.of(1))))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(
            waited(checks.share("sum(requests_total{pod=\"b\"})", all, 1).atMost(Percent.of(34))))
        .isEqualTo("pass");
  }

  @Test
  @Order(4)
  void what_is_old_down_or_without_traffic_is_not_believed() throws Exception {
    assertThat(waited(checks.number("temperature").whileUp("job=\"gone\"").below(1e9)))
        .isEqualTo("inconclusive ERROR");
    assertThat(waited(checks.number("temperature").whileUp("job=\"nobody\"").below(1e9)))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(
            waited(checks.number("temperature").withTraffic("sum(requests_total)", 1e6).below(1e9)))
        .isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(waited(checks.number("temperature").since(Instant.now(), ofMinutes(5)).below(1e9)))
        .isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(
            waited(
                checks
                    .number("temperature")
                    .since(Instant.now().minusSeconds(600), ofMinutes(5))
                    .below(1e9)))
        .isEqualTo("pass");
  }

  @Test
  @Order(5)
  void a_share_within_a_boundary_needs_that_boundary() throws Exception {
    Verdict none =
        ASK.now(checks.shareWithin("latency", "job=\"shop\"", "1m", 0.1).atLeast(Percent.of(95)));
    assertThat(word(none)).isEqualTo("inconclusive NO_DATA");
    server.metrics =
        server
            .metrics
            .replace("latency_bucket{le=\"0.1\"} 90", "latency_bucket{le=\"0.1\"} 180")
            .replace("} 100", "} 200");
    Verdict little =
        ASK.until(
            checks.shareWithin("latency", "job=\"shop\"", "1m", 0.1).staysAtLeast(Percent.of(95)),
            "fail threshold-breached");
    assertThat(little.reason()).contains("90 %");
    Verdict guess =
        ASK.now(checks.shareWithin("latency", "job=\"shop\"", "1m", 0.2).atLeast(Percent.of(1)));
    assertThat(word(guess)).isEqualTo("inconclusive ERROR");
    assertThat(guess.reason()).contains("no boundary at 0.2, only at [+Inf, 0.1, 0.5]");
  }

  @Test
  @Order(6)
  void a_canary_is_worse_only_if_that_is_no_chance() throws Exception {
    Thread.sleep(3000);
    Canary same =
        checks.canary("canary", "temperature").over(ofSeconds(2), ofMillis(100)).atLeastValues(10);
    assertThat(waited(same.staysAtMost(Percent.of(60)))).isEqualTo("pass");
    Canary worse =
        checks
            .canary("canary + 1", "temperature")
            .over(ofSeconds(2), ofMillis(100))
            .atLeastValues(10);
    Verdict verdict = ASK.now(worse.staysAtMost(Percent.of(60)));
    assertThat(word(verdict)).isEqualTo("fail canary-worse");
    assertThat(verdict.reason()).startsWith("With 100 % a value of the canary is larger");
    assertThat(
            waited(
                checks
                    .canary("no_such", "temperature")
                    .over(ofSeconds(2), ofMillis(100))
                    .atMost(Percent.of(99))))
        .isEqualTo("inconclusive NO_DATA");
  }

  @Test
  @Order(7)
  void alerts_are_quiet_pending_or_firing_and_the_watchdog_watches() throws Exception {
    ASK.until(checks.alertRules("TooHot", "Slow"), "pass");
    ASK.until(checks.alertsFiring(), "pass");
    assertThat(waited(checks.alertRules("NoSuchRule"))).isEqualTo("fail rule-missing");
    assertThat(waited(checks.alertsFiring().watchdog("NoSuchDog"))).isEqualTo("fail alert-firing");
    say(30);
    ASK.until(checks.alertsFiring(), "pending alert-pending");
    say(60);
    Verdict firing = ASK.until(checks.alertsFiring(), "fail alert-firing");
    assertThat(firing.reason()).contains("TooHot fires", "critical");
    assertThat(waited(checks.alertsFiring().only("severity", "none"))).isEqualTo("pass");
    assertThat(waited(checks.alertsFiring().ignoring("TooHot", "Slow"))).isEqualTo("pass");
    say(10);
  }

  @Test
  @Order(8)
  void a_broken_rule_and_no_rules_prove_nothing() throws Exception {
    String twice =
        "groups: [{name: g, rules: [{alert: Broken, expr: 'requests_total * on() requests_total'}]}]";
    try (Prometheus other = Prometheus.start(twice, "")) {
      other.metrics = server.metrics;
      try (PrometheusChecks asked = other.checks()) {
        assertThat(ASK.until(asked.alertRules(), "fail rule-broken").reason())
            .contains("many-to-many");
        assertThat(waited(asked.alertsFiring())).isEqualTo("fail rule-broken");
      }
    }
    try (Prometheus empty = Prometheus.start("groups: []", "");
        PrometheusChecks asked = empty.checks()) {
      assertThat(waited(asked.alertRules())).isEqualTo("inconclusive NO_DATA");
      assertThat(waited(asked.alertsFiring())).isEqualTo("inconclusive NO_DATA");
    }
  }

  @Test
  @Order(9)
  void a_dead_exporter_leaves_its_last_value_and_is_not_believed() throws Exception {
    server.stopExporter();
    ASK.until(
        checks.number("temperature").whileUp("job=\"shop\"").below(20.0), "inconclusive ERROR");
  }

  @Test
  @Order(10)
  void a_stopped_prometheus_hangs_nobody_and_is_left_alone_after_five_failures() throws Exception {
    server.signal("-STOP");
    try (PrometheusChecks asked =
        PrometheusChecks.of(PrometheusOptions.at(server.address()).deadline(ofMillis(300)))) {
      for (int i = 0; i < 5; i++) {
        assertThat(ASK.now(asked.number("temperature").below(1e9)).reason())
            .contains("gave no answer within");
      }
      assertThat(ASK.now(asked.number("temperature").below(1e9)).reason())
          .contains("failed five times in a row and is left alone for ten seconds");
    } finally {
      server.signal("-CONT");
    }
  }
}
