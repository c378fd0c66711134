package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the scripted Prometheus does where a real one cannot be brought to it at will. */
class ScriptedPrometheusTest {
  private static final String SHOP = "job=\"shop\"";
  private final ScriptedPrometheus prometheus = ScriptedPrometheus.healthy();
  private final PrometheusChecks checks = prometheus.checks();

  private static void says(Check check, String word) throws Exception {
    Verdict verdict = ASK.now(check);
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
  }

  @Test
  void targets_go_stale_go_down_and_come_back() throws Exception {
    prometheus.gives("hits", 3).target(SHOP, "a:80").target(SHOP, "b:80");
    Check check = checks.number("hits").whileUp(SHOP).below(5.0);
    says(check, "pass");
    prometheus.targetStale(SHOP, "a:80", Duration.ofMinutes(2));
    says(check, "inconclusive ERROR");
    prometheus.target(SHOP, "a:80").targetDown(SHOP, "b:80");
    says(check, "inconclusive ERROR");
    prometheus.target(SHOP, "b:80").givesNothing("hits");
    says(check, "inconclusive NO_DATA");
  }

  @Test
  void a_histogram_has_its_boundaries() throws Exception {
    prometheus
        .observed("latency", SHOP, "5m", 0.1, 190)
        .observed("latency", SHOP, "5m", Double.POSITIVE_INFINITY, 200);
    says(checks.shareWithin("latency", SHOP, "5m", 0.1).atLeast(Percent.of(95)), "pass");
    says(
        checks.shareWithin("latency", SHOP, "5m", 0.2).atLeast(Percent.of(95)),
        "inconclusive ERROR");
  }

  @Test
  void rules_break_go_away_and_are_mended() throws Exception {
    prometheus.firing("Hot", Map.of("severity", "page"));
    says(checks.alertsFiring(), "fail alert-firing");
    prometheus.brokenRule("Hot", "many-to-many");
    says(checks.alertsFiring(), "fail rule-broken");
    prometheus.rule("Hot");
    says(checks.alertsFiring(), "pass");
    prometheus.noRule("Hot").noRule("Watchdog");
    says(checks.alertsFiring(), "inconclusive NO_DATA");
    says(checks.alertRules("Hot"), "inconclusive NO_DATA");
  }

  @Test
  void one_that_answers_nothing_makes_nothing_known() throws Exception {
    prometheus.gives("hits", 3).answering(false);
    Verdict verdict = ASK.now(checks.number("hits").below(5.0));
    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason())
        .isEqualTo(
            "a scripted Prometheus gave no answer, as its script says. Look at the address, the"
                + " credentials, TLS, the query, and whether Prometheus runs.");
    prometheus.answering(true);
    says(checks.number("hits").below(5.0), "pass");
    checks.close();
    assertThatThrownBy(() -> checks.alertsFiring().judge(ASK.sample()))
        .isInstanceOf(IllegalStateException.class);
  }
}
