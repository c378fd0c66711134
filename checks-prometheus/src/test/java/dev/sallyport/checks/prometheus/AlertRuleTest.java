package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What rules say, as a real Prometheus tells it. */
class AlertRuleTest {
  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - alert: Slow
              expr: |
                histogram_quantile(0.95, sum by (le) (rate(latency_bucket[1m]))) # by the edge
                  > 0.2
              for: 5m
              labels: {severity: critical}
            - {alert: Errors, expr: '1e-2 < sum(rate(hits_total{code=~"5.."}[1m])) / sum(rate(hits_total[1m])) and on () sum(hits_total) > 100'}
            - {alert: Cold, expr: 'hits_total < bool 0.7'}
            - {alert: Either, expr: 'hits_total > 1 or latency_count > 3'}
            - {alert: Renamed, expr: 'requests_total > 3'}
      """;
  private static Prometheus server;
  private static PrometheusChecks checks;

  @BeforeAll
  static void start() throws Exception {
    server = Prometheus.start(RULES, "");
    server.metrics =
        """
        hits_total{code="200"} 1000
        latency_bucket{le="0.1"} 90
        latency_bucket{le="+Inf"} 100
        latency_count 100
        latency_sum 5
        """;
    checks = server.checks();
    ASK.until(checks.alertRules("Slow", "Errors"), "pass");
    ASK.until(checks.number("count(hits_total)").atLeast(1.0), "pass");
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      checks.close();
      server.close();
    }
  }

  private static void says(Check check, String word, String reason) throws Exception {
    Verdict verdict = ASK.now(check);
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
    assertThat(verdict.reason()).contains(reason);
  }

  @Test
  void the_limit_and_the_direction_are_those_of_the_expression() throws Exception {
    AlertRule slow = checks.alertRule("Slow").firesAbove("latency_bucket", 0.2);
    says(slow, "pass", "Slow fires with latency_bucket above 0.2, and is able to");
    says(
        slow.labelled("severity", "critical").lastingAtMost(Duration.ofMinutes(5)),
        "pass",
        "able to");
    says(checks.alertRule("Errors").firesAbove("hits_total", 0.01), "pass", "above 0.01");
    assertThat(ASK.now(slow).evidence().observed().toString())
        .contains("histogram_quantile(0.95", "300.0 s", "series");
  }

  @Test
  void another_limit_direction_metric_label_or_time_is_wrong() throws Exception {
    says(
        checks.alertRule("Slow").firesAbove("latency_bucket", 0.5),
        "fail rule-says-otherwise",
        "> 0.2, not latency_bucket above 0.5. Mend its expression");
    says(
        checks.alertRule("Slow").firesBelow("latency_bucket", 0.2),
        "fail rule-says-otherwise",
        "not latency_bucket below 0.2");
    says(
        checks.alertRule("Slow").firesAbove("latency", 0.2),
        "fail rule-about-another",
        "which is not about latency");
    AlertRule slow = checks.alertRule("Slow").firesAbove("latency_bucket", 0.2);
    says(slow.labelled("severity", "page"), "fail rule-label", "severity=\"critical\", not");
    says(slow.labelled("team", "a"), "fail rule-label", "team=\"\", not");
    says(
        slow.lastingAtMost(Duration.ofMinutes(1)),
        "fail rule-too-late",
        "fires only after 5 min, not within 1 min");
    says(checks.alertRule("Gone").firesAbove("latency_bucket", 0.2), "fail rule-missing", "Gone");
  }

  @Test
  void one_that_always_fires_and_one_that_never_can() throws Exception {
    says(
        checks.alertRule("Cold").firesBelow("hits_total", 0.7),
        "fail rule-always-fires",
        "Take away bool.");
    says(
        checks.alertRule("Renamed").firesAbove("requests_total", 3),
        "inconclusive NO_DATA",
        "There is no series of requests_total, so Renamed cannot fire");
  }

  @Test
  void of_alternatives_nothing_is_said() throws Exception {
    says(
        checks.alertRule("Either").firesAbove("hits_total", 1),
        "inconclusive ERROR",
        "it cannot be told with which number it is compared");
  }
}
