package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks that alerting rules are loaded, evaluated without error, and lately: that they are able to
 * fire. Immutable and thread-safe.
 */
public final class AlertRules implements Check {
  private final Source source;
  private final Set<String> names;
  private final Duration freshness;

  AlertRules(Source source, Set<String> names, Duration freshness) {
    this.source = source;
    this.names = Set.copyOf(names);
    this.freshness = freshness;
  }

  /**
   * Returns this check with another age that the last evaluation may have; 3 minutes unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public AlertRules evaluatedWithin(Duration age) {
    return new AlertRules(source, names, Quantities.positive(age, "age"));
  }

  @Override
  public String name() {
    return "prometheus alert-rules";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(source.asked() + ": /api/v1/rules", context.clock().instant())
            .against("loaded, healthy, evaluated within " + Quantities.show(freshness));
    try {
      List<JsonNode> rules = source.alertingRules(context);
      return Verdict.of(
          objections(rules, context.clock().instant()),
          "All " + rules.size() + " alerting rules are healthy",
          evidence.observing(rows(rules)));
    } catch (PrometheusException e) {
      return e.verdict(evidence);
    }
  }

  static List<Observation> rows(List<JsonNode> rules) {
    List<Observation> rows = new ArrayList<>();
    for (JsonNode rule : rules) {
      rows.add(
          Observation.of(
              rule.path("name").asText(),
              "rule",
              rule.path("state").asText() + ", health " + rule.path("health").asText()));
    }
    return rows;
  }

  List<Objection> objections(List<JsonNode> rules, Instant now) {
    if (rules.isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-rules",
              "",
              "Prometheus has no alerting rule at all",
              "Look at rule_files: without rules no alert ever fires."));
    }
    List<Objection> found = new ArrayList<>();
    Set<String> loaded =
        rules.stream().map(rule -> rule.path("name").asText()).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(loaded);
    for (String name : missing) {
      found.add(
          Objection.fail(
              "rule-missing",
              name,
              "The rule " + name + " is not loaded",
              "Look at rule_files, and whether Prometheus was told to load them anew."));
    }
    rules.forEach(rule -> rule(rule, now, found));
    return found;
  }

  private void rule(JsonNode rule, Instant now, List<Objection> found) {
    String name = rule.path("name").asText();
    String health = rule.path("health").asText();
    if (health.equals("err")) {
      found.add(
          Objection.fail(
              "rule-broken",
              name,
              "The rule " + name + " cannot be evaluated: " + rule.path("lastError").asText(),
              "A rule that errs never fires: mend its expression."));
    } else if (!health.equals("ok")) {
      found.add(
          Objection.pending(
              "rule-not-evaluated",
              name,
              "The rule " + name + " was not evaluated yet",
              "Wait for its interval."));
    } else {
      Duration age = Duration.between(Instant.parse(rule.path("lastEvaluation").asText()), now);
      if (age.compareTo(freshness) > 0) {
        found.add(
            Objection.unknown(
                Verdict.Cause.ERROR,
                "rule-stale",
                name,
                "The rule " + name + " was last evaluated " + Quantities.show(age) + " ago",
                "Prometheus does not keep up, or the rules are evaluated elsewhere."));
      }
    }
  }
}
