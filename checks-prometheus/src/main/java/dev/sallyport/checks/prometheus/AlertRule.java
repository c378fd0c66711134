package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks that an alerting rule says what it should, and is able to fire: that it is loaded and
 * evaluated, that its expression compares the metric with the limit in the right direction, and
 * that the metric is there.
 *
 * <p>The expression has to be a comparison with a number, or several joined by {@code and}, as
 * Prometheus tells it; of one with {@code or} or {@code unless} nothing is said. A limit is the
 * same only if it is the same number. Immutable and thread-safe.
 */
public final class AlertRule implements Check {
  private static final Duration FRESHNESS = Duration.ofMinutes(3);

  private final Source source;
  private final String name;
  private final Wanted wanted;

  private AlertRule(Source source, String name, Wanted wanted) {
    this.source = source;
    this.name = name;
    this.wanted = wanted;
  }

  /** What an alert is about. */
  private record Wanted(
      String metric, boolean above, double limit, Duration lasting, Map<String, String> labels) {
    @Override
    public String toString() {
      return metric + (above ? " above " : " below ") + Quantities.show(limit);
    }
  }

  /** An alerting rule of which has to be said when it is to fire. Immutable. */
  public static final class NeedsLimit {
    private final Source source;
    private final String name;

    NeedsLimit(Source source, String name) {
      this.source = source;
      this.name = name;
    }

    /**
     * Returns the check that it fires when what is made of a metric is above a limit.
     *
     * @param metric its name as the expression has it, such as {@code http_seconds_bucket}
     * @param limit in the unit that the expression gives
     */
    public AlertRule firesAbove(String metric, double limit) {
      return new AlertRule(source, name, wanted(metric, true, limit));
    }

    /**
     * Returns the check that it fires when what is made of a metric is below a limit.
     *
     * @param metric its name as the expression has it, such as {@code http_requests_total}
     * @param limit in the unit that the expression gives
     */
    public AlertRule firesBelow(String metric, double limit) {
      return new AlertRule(source, name, wanted(metric, false, limit));
    }

    private static Wanted wanted(String metric, boolean above, double limit) {
      return new Wanted(metric, above, limit, Duration.ofMinutes(10), Map.of());
    }
  }

  /**
   * Returns this check with another time that the cause has to last at most before it fires, its
   * {@code for}; 10 minutes unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public AlertRule lastingAtMost(Duration time) {
    Duration lasting = Quantities.positive(time, "time");
    return with(new Wanted(wanted.metric, wanted.above, wanted.limit, lasting, wanted.labels));
  }

  /** Returns this check, wanting a label of the rule too, by which its alerts find their people. */
  public AlertRule labelled(String label, String value) {
    Map<String, String> more = new TreeMap<>(wanted.labels);
    more.put(label, value);
    return with(
        new Wanted(wanted.metric, wanted.above, wanted.limit, wanted.lasting, Map.copyOf(more)));
  }

  private AlertRule with(Wanted other) {
    return new AlertRule(source, name, other);
  }

  @Override
  public String name() {
    return "prometheus alert-rule " + name;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(source.asked() + ": /api/v1/rules", context.clock().instant())
            .against(name + " fires with " + wanted);
    try {
      List<JsonNode> rules =
          source.alertingRules(context).stream()
              .filter(rule -> rule.path("name").asText().equals(name))
              .toList();
      List<Objection> found = new ArrayList<>(loaded(rules, context));
      for (JsonNode rule : rules) {
        evidence =
            evidence
                .and(name, "expression", rule.path("query").asText())
                .and(name, "for", rule.path("duration").asDouble() + " s");
        found.addAll(objections(rule));
      }
      if (found.isEmpty()) {
        List<Series> given = source.query("count(" + wanted.metric + ")", context);
        evidence = evidence.and(wanted.metric, "series", given.isEmpty() ? 0 : given.get(0).last());
        found.addAll(unable(given));
      }
      return Verdict.of(found, name + " fires with " + wanted + ", and is able to", evidence);
    } catch (PrometheusException e) {
      return e.verdict(evidence);
    }
  }

  private List<Objection> loaded(List<JsonNode> rules, CheckContext context) {
    if (rules.isEmpty()) {
      return List.of(
          Objection.fail(
              "rule-missing",
              name,
              "The rule " + name + " is not loaded",
              "Look at rule_files, and whether Prometheus was told to load them anew."));
    }
    return new AlertRules(source, Set.of(), FRESHNESS).objections(rules, context.clock().instant());
  }

  private List<Objection> objections(JsonNode rule) {
    List<Objection> found = new ArrayList<>(expression(rule.path("query").asText()));
    Duration lasts = Duration.ofMillis(Math.round(rule.path("duration").asDouble() * 1000));
    if (lasts.compareTo(wanted.lasting) > 0) {
      found.add(
          wrong(
              "rule-too-late",
              "fires only after "
                  + Quantities.show(lasts)
                  + ", not within "
                  + Quantities.show(wanted.lasting),
              "Shorten its for."));
    }
    wanted.labels.forEach(
        (label, value) -> {
          String has = rule.path("labels").path(label).asText();
          if (!has.equals(value)) {
            found.add(
                wrong(
                    "rule-label",
                    "has " + label + "=\"" + has + "\", not \"" + value + "\"",
                    "Its alerts do not find their people then: mend its labels."));
          }
        });
    return found;
  }

  private List<Objection> expression(String query) {
    List<Condition> about =
        Condition.allOf(query).stream().filter(one -> one.left().names(wanted.metric)).toList();
    if (about.isEmpty()) {
      return new Expression(query).names(wanted.metric)
          ? List.of(
              Objection.unknown(
                  Verdict.Cause.ERROR,
                  "rule-not-understood",
                  name,
                  "Of " + query + " it cannot be told with which number it is compared",
                  "Write it as a comparison with a number, and conditions beside it with and."))
          : List.of(
              wrong(
                  "rule-about-another",
                  "says " + query + ", which is not about " + wanted.metric,
                  "Mend its expression, or the name of the metric."));
    }
    if (about.stream().anyMatch(Condition::bool)) {
      return List.of(
          wrong(
              "rule-always-fires",
              "compares with bool: " + query + ", which always gives a value, so it always fires",
              "Take away bool."));
    }
    boolean right =
        about.stream()
            .anyMatch(
                one ->
                    one.limit() == wanted.limit && (wanted.above ? one.isAbove() : one.isBelow()));
    return right
        ? List.of()
        : List.of(
            wrong(
                "rule-says-otherwise",
                "says " + query + ", not " + wanted,
                "Mend its expression, or the limit that is asked for."));
  }

  private Objection wrong(String code, String what, String wayOut) {
    return Objection.fail(code, name, "The rule " + name + " " + what, wayOut);
  }

  private List<Objection> unable(List<Series> given) {
    return given.isEmpty()
        ? List.of(
            Objection.unknown(
                Verdict.Cause.NO_DATA,
                "rule-without-data",
                name,
                "There is no series of " + wanted.metric + ", so " + name + " cannot fire",
                "Look whether the metric has another name now, and whether its targets are"
                    + " scraped."))
        : List.of();
  }
}
