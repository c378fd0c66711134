package dev.sallyport.checks.prometheus;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold before a value is believed.
 *
 * @param targets the labels of the scrape targets that must be up, such as {@code job="shop"}
 * @param freshness how old their last scrape may be
 * @param traffic a query that must give at least so much
 * @param minimum how much
 * @param window the span that the query looks back over
 * @param exposed since when there is something to measure
 */
record Guard(
    Optional<String> targets,
    Duration freshness,
    Optional<String> traffic,
    double minimum,
    Duration window,
    Optional<Instant> exposed) {
  static final Guard NONE =
      new Guard(
          Optional.empty(),
          Duration.ofMinutes(1),
          Optional.empty(),
          0,
          Duration.ZERO,
          Optional.empty());

  /** Returns the query of which targets are up. */
  static String up(String labels) {
    return "up{" + labels + "}";
  }

  /** Returns the query of how long ago they were scraped, in seconds. */
  static String age(String labels) {
    return "time() - timestamp(up{" + labels + "})";
  }

  /** Returns what is in the way; what was seen joins {@code rows}. */
  List<Objection> objections(Source source, List<Observation> rows, CheckContext context)
      throws Exception {
    List<Objection> found = new ArrayList<>();
    if (exposed.isPresent()) {
      Duration since = Duration.between(exposed.get(), context.clock().instant());
      if (since.compareTo(window) < 0) {
        found.add(
            Objection.unknown(
                Verdict.Cause.TOO_FEW_SAMPLES,
                "window-begins-before",
                "",
                "The query looks back "
                    + Quantities.show(window)
                    + ", but what it measures began "
                    + Quantities.show(since)
                    + " ago",
                "Wait until the window lies wholly behind it."));
      }
    }
    if (targets.isPresent()) {
      found.addAll(targets(source, targets.get(), rows, context));
    }
    if (traffic.isPresent()) {
      found.addAll(traffic(source, traffic.get(), rows, context));
    }
    return found;
  }

  private List<Objection> targets(
      Source source, String labels, List<Observation> rows, CheckContext context) throws Exception {
    List<Objection> found = new ArrayList<>();
    List<Series> up = source.query(up(labels), context);
    List<Series> ages = source.query(age(labels), context);
    if (up.isEmpty()) {
      found.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-target",
              "",
              "No target with " + labels + " is scraped",
              "Look at the labels, and at the scrape configuration."));
    }
    for (Series one : up) {
      String name = one.labels().getOrDefault("instance", "?");
      rows.add(Observation.of(name, "up", one.last()));
      if (one.last() != 1) {
        found.add(
            Objection.unknown(
                Verdict.Cause.ERROR,
                "target-down",
                name,
                "The target " + name + " cannot be scraped",
                "Its values are old: look at it and at /targets."));
      }
    }
    for (Series one : ages) {
      String name = one.labels().getOrDefault("instance", "?");
      rows.add(Observation.of(name, "last scraped", Math.round(one.last() * 1000), "ms ago"));
      if (one.last() > freshness.toMillis() / 1e3) {
        found.add(
            Objection.unknown(
                Verdict.Cause.ERROR,
                "stale",
                name,
                "The target "
                    + name
                    + " was last scraped "
                    + Quantities.show(Duration.ofMillis((long) (one.last() * 1000)))
                    + " ago",
                "Prometheus shows its last value for five minutes: look at /targets."));
      }
    }
    return found;
  }

  private List<Objection> traffic(
      Source source, String query, List<Observation> rows, CheckContext context) throws Exception {
    List<Series> seen = source.query(query, context);
    double most = seen.stream().mapToDouble(Series::last).filter(Double::isFinite).max().orElse(0);
    rows.add(Observation.of("", "traffic", most));
    if (most >= minimum) {
      return List.of();
    }
    return List.of(
        Objection.unknown(
            Verdict.Cause.TOO_FEW_SAMPLES,
            "little-traffic",
            "",
            query + " gives " + Quantities.show(most) + ", at least " + minimum + " are needed",
            "Wait for traffic, or send some."));
  }
}
