package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripted Prometheus and a real one, told the same, get the same verdicts. */
class StandInContractTest {
  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - {alert: Watchdog, expr: vector(1)}
            - {alert: TooHot, expr: temperature > 50, labels: {severity: critical}}
            - {alert: Slow, expr: lag > 1, for: 1h}
      """;
  private static Prometheus real;
  private static PrometheusChecks asked;

  /** What is asked, and what is said. */
  record Said(Function<PrometheusChecks, Check> check, String word) {}

  private static Said said(Function<PrometheusChecks, Check> check, String word) {
    return new Said(check, word);
  }

  private static PrometheusMetric<Double> number(PrometheusChecks checks) {
    return checks.number("temperature");
  }

  enum State {
    WELL(
        "temperature 10\nlag 0\nfailed 1\nall 200\n",
        p -> p.gives("temperature", 10).gives("failed", 1).gives("all", 200),
        said(p -> number(p).below(20.0), "pass"),
        said(p -> number(p).below(5.0), "pending threshold-breached"),
        said(p -> number(p).staysBelow(5.0), "fail threshold-breached"),
        said(p -> p.ratio("temperature").atMost(Percent.of(100)), "pending threshold-breached"),
        said(p -> number(p).whileUp("job=\"shop\"").below(20.0), "pass"),
        said(p -> number(p).whileUp("job=\"gone\"").below(20.0), "inconclusive ERROR"),
        said(p -> number(p).whileUp("job=\"nobody\"").below(20.0), "inconclusive NO_DATA"),
        said(p -> number(p).withTraffic("all", 200).below(20.0), "pass"),
        said(p -> number(p).withTraffic("all", 1e6).below(20.0), "inconclusive TOO_FEW_SAMPLES"),
        said(p -> p.share("failed", "all", 100).below(Percent.of(1)), "pass"),
        said(p -> p.share("no_such", "all", 100).below(Percent.of(1)), "pass"),
        said(p -> p.share("failed", "all", 1e6).below(Percent.of(1)), "inconclusive NO_DATA"),
        said(p -> p.share("failed", "no_such", 1).below(Percent.of(1)), "inconclusive NO_DATA"),
        said(p -> p.alertRules("TooHot", "Slow"), "pass"),
        said(p -> p.alertRules("Other"), "fail rule-missing"),
        said(p -> p.alertRule("TooHot").firesAbove("temperature", 50), "pass"),
        said(p -> p.alertRule("TooHot").firesAbove("temperature", 5), "fail rule-says-otherwise"),
        said(p -> p.alertRule("Slow").firesAbove("lagging", 1), "fail rule-about-another"),
        said(PrometheusChecks::alertsFiring, "pass")),
    NO_VALUE(
        "temperature NaN\nlag 0\n",
        p -> p.gives("temperature", Double.NaN),
        said(p -> number(p).below(20.0), "inconclusive NO_DATA"),
        said(p -> p.number("no_such").below(20.0), "inconclusive NO_DATA")),
    SEVERAL(
        "temperature{pod=\"a\"} 1\ntemperature{pod=\"b\"} 2\nlag 0\n",
        p ->
            p.givesAlso("temperature", Map.of("pod", "a"), 1)
                .givesAlso("temperature", Map.of("pod", "b"), 2),
        said(p -> number(p).below(20.0), "inconclusive ERROR")),
    STEADY(
        "temperature 10\nlag 0\ncanary 12\n",
        p ->
            p.gave("temperature", 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
                .gave("canary", 12, 12, 12, 12, 12, 12, 12, 12, 12, 12),
        said(p -> canary(p, "temperature", "temperature").staysAtMost(Percent.of(60)), "pass"),
        said(
            p -> canary(p, "canary", "temperature").staysAtMost(Percent.of(60)),
            "fail canary-worse"),
        said(
            p -> canary(p, "no_such", "temperature").atMost(Percent.of(60)),
            "inconclusive NO_DATA")),
    PENDING(
        "temperature 10\nlag 2\n",
        p -> p.pending("Slow", Map.of()),
        said(PrometheusChecks::alertsFiring, "pending alert-pending"),
        said(p -> p.alertsFiring().ignoring("Slow"), "pass")),
    FIRING(
        "temperature 60\nlag 0\n",
        p -> p.firing("TooHot", Map.of("severity", "critical")),
        said(PrometheusChecks::alertsFiring, "fail alert-firing"),
        said(p -> p.alertsFiring().only("severity", "page"), "pass"),
        said(
            p -> p.alertsFiring().watchdog("NoDog").only("severity", "page"),
            "inconclusive NO_DATA"));

    private final String metrics;
    private final Consumer<ScriptedPrometheus> script;
    private final List<Said> words;

    State(String metrics, Consumer<ScriptedPrometheus> script, Said... words) {
      this.metrics = metrics;
      this.script = script;
      this.words = List.of(words);
    }
  }

  private static Canary canary(PrometheusChecks checks, String canary, String baseline) {
    return checks.canary(canary, baseline).over(ofSeconds(2), ofMillis(100)).atLeastValues(10);
  }

  @BeforeAll
  static void start() throws Exception {
    real = Prometheus.start(RULES, "");
    asked = real.checks();
  }

  @AfterAll
  static void stop() throws Exception {
    if (real != null) {
      asked.close();
      real.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_get_the_same_verdicts(State state) throws Exception {
    ScriptedPrometheus prometheus =
        ScriptedPrometheus.healthy()
            .rule("TooHot", "temperature > 50")
            .rule("Slow", "lag > 1")
            .gives("count(temperature)", 1)
            .target("job=\"shop\"", "10.0.0.1:80")
            .targetDown("job=\"gone\"", "10.0.0.2:80");
    state.script.accept(prometheus);
    real.metrics = state.metrics;
    for (Said said : state.words) {
      Verdict verdict = ASK.now(said.check.apply(prometheus.checks()));
      assertThat(word(verdict)).as("scripted: " + verdict.reason()).isEqualTo(said.word);
      ASK.until(said.check.apply(asked), said.word);
    }
  }
}
