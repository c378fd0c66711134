package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks that no alert fires, and that one could.
 *
 * <p>Silence proves something only if the rules are healthy and the watchdog, an alert that always
 * fires, does. An alert that is silenced still fires here: a silence is for people. Immutable and
 * thread-safe.
 */
public final class AlertsFiring implements Check {
  private final Source source;
  private final String watchdog;
  private final Set<String> ignored;
  private final Map<String, String> labels;

  AlertsFiring(Source source, String watchdog, Set<String> ignored, Map<String, String> labels) {
    this.source = source;
    this.watchdog = watchdog;
    this.ignored = Set.copyOf(ignored);
    this.labels = Map.copyOf(labels);
  }

  /** Returns this check with another alert that always fires; {@code Watchdog} unless said. */
  public AlertsFiring watchdog(String alert) {
    return new AlertsFiring(source, alert, ignored, labels);
  }

  /** Returns this check, not minding these alerts. */
  public AlertsFiring ignoring(String... alerts) {
    return new AlertsFiring(source, watchdog, Set.of(alerts), labels);
  }

  /** Returns this check, minding only alerts with this label, such as a severity. */
  public AlertsFiring only(String label, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(label, value);
    return new AlertsFiring(source, watchdog, ignored, more);
  }

  @Override
  public String name() {
    return "prometheus alerts-firing";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(source.asked() + ": /api/v1/rules", context.clock().instant())
            .against("none fires but " + watchdog + ", which must");
    try {
      List<JsonNode> rules = source.alertingRules(context);
      List<Objection> found = new ArrayList<>();
      found.addAll(
          new AlertRules(source, Set.of(), Duration.ofMinutes(3))
              .objections(rules, context.clock().instant()));
      List<Observation> rows = new ArrayList<>(AlertRules.rows(rules));
      boolean alive = false;
      for (JsonNode rule : rules) {
        String name = rule.path("name").asText();
        for (JsonNode alert : rule.path("alerts")) {
          boolean fires = alert.path("state").asText().equals("firing");
          rows.add(Observation.of(name, alert.path("state").asText(), alert.path("labels")));
          alive |= fires && name.equals(watchdog);
          if (!name.equals(watchdog) && !ignored.contains(name) && matters(alert)) {
            found.add(objection(name, alert, fires));
          }
        }
      }
      if (!alive) {
        found.add(
            Objection.unknown(
                Verdict.Cause.NO_DATA,
                "no-watchdog",
                watchdog,
                "The alert " + watchdog + " does not fire, though it always should",
                "Silence proves nothing then: add it, or look why rules are not evaluated."));
      }
      return Verdict.of(
          found, "No alert fires, and " + watchdog + " does", evidence.observing(rows));
    } catch (PrometheusException e) {
      return e.verdict(evidence);
    }
  }

  private boolean matters(JsonNode alert) {
    return labels.entrySet().stream()
        .allMatch(
            label -> alert.path("labels").path(label.getKey()).asText().equals(label.getValue()));
  }

  private static Objection objection(String name, JsonNode alert, boolean fires) {
    String text =
        "The alert " + name + " " + (fires ? "fires" : "is pending") + ": " + alert.path("labels");
    return fires
        ? Objection.fail("alert-firing", name, text, "Look at it before you go on.")
        : Objection.pending("alert-pending", name, text, "It fires if its cause lasts.");
  }
}
