package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Beside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What {@code promtool} says, and what we say, of the same Prometheus. */
@Tag("once")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BesidePromtoolTest {
  private static final String RULES =
      "groups: [{name: g, rules: [{alert: Broken, expr: 'hits * on() hits > 1'}]}]\n";

  @TempDir static Path folder;
  private static Prometheus server;
  private static PrometheusChecks checks;
  private static String promtool;

  @BeforeAll
  static void start() throws Exception {
    server = Prometheus.start(RULES, "");
    server.metrics = "temperature 10\nnothing NaN\nhits{pod=\"a\"} 1\nhits{pod=\"b\"} 2\n";
    checks = server.checks();
    promtool = Prometheus.program("promtool").orElseThrow().toString();
    ASK.until(checks.number("temperature").atMost(11.0), "pass");
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      checks.close();
      server.close();
    }
  }

  private static Verdict query(String what, String query, Check check) throws Exception {
    return Beside.compare(what, () -> instant(query), ASK, check, Duration.ZERO).noSlower();
  }

  private static Beside.Said instant(String query) throws Exception {
    return Beside.run(promtool, "query", "instant", server.address().toString(), query);
  }

  @Test
  @Order(1)
  void a_value_is_had_by_both() throws Exception {
    assertThat(query("a value", "temperature", checks.number("temperature").below(20.0)).passed())
        .isTrue();
    assertThat(instant("temperature").text()).contains("=> 10");
  }

  @Test
  @Order(2)
  void no_series_is_a_success_to_promtool() throws Exception {
    Verdict none = query("no such metric", "no_such > 5", checks.number("no_such").below(5.0));
    assertThat(word(none)).isEqualTo("inconclusive NO_DATA");
    assertThat(instant("no_such > 5")).isEqualTo(new Beside.Said(0, ""));
    Verdict nan = query("not a number", "nothing", checks.number("nothing").below(5.0));
    assertThat(word(nan)).isEqualTo("inconclusive NO_DATA");
    assertThat(instant("nothing").exit()).isZero();
  }

  @Test
  @Order(3)
  void rules_that_cannot_work_are_a_success_to_promtool() throws Exception {
    Path file = Files.writeString(folder.resolve("rules.yml"), RULES);
    ASK.until(checks.alertRules("Broken"), "fail rule-broken");
    Beside.compare(
            "a rule that errs",
            () -> Beside.run(promtool, "check", "rules", file.toString()),
            ASK,
            checks.alertRules("Broken"),
            Duration.ZERO)
        .noSlower();
    Path other =
        Files.writeString(
            folder.resolve("new.yml"),
            "groups: [{name: g, rules: [{alert: New, expr: 'hits > 1'}]}]\n");
    Verdict missing =
        Beside.compare(
                "a rule that is not loaded",
                () -> Beside.run(promtool, "check", "rules", other.toString()),
                ASK,
                checks.alertRules("New"),
                Duration.ZERO)
            .noSlower();
    assertThat(missing.reason()).contains("The rule New is not loaded");
    for (Path each : new Path[] {file, other}) {
      assertThat(Beside.run(promtool, "check", "rules", each.toString()).text())
          .contains("SUCCESS: 1 rules found");
    }
  }

  @Test
  @Order(4)
  void a_dead_exporters_last_value_is_a_value_to_promtool() throws Exception {
    Check check = checks.number("up{job=\"shop\"} * 0 + 10").whileUp("job=\"shop\"").below(20.0);
    server.stopExporter();
    ASK.until(check, "inconclusive ERROR");
    query("a target that is down", "last_over_time(temperature[5m])", check);
    assertThat(instant("last_over_time(temperature[5m])").text()).contains("=> 10");
  }
}
