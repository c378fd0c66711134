package dev.sallyport.checks.celery;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that beat sends its tasks, by what a scheduled task of the application leaves behind, and
 * that only one beat does.
 *
 * <p>Beat answers no questions, so the application schedules a canary: a task that puts its time,
 * in seconds since 1970, to the head of a list in the broker's database (or sets it as a text, from
 * which two beats cannot be told). That proves the worker and the broker as well; {@link
 * WorkersPing} tells which one it is. Immutable and thread-safe.
 */
public final class BeatAlive implements Check {
  private static final int LOOKED_AT = 10;

  private final Broker broker;
  private final String key;
  private final Duration period;
  private final Duration slack;

  BeatAlive(Broker broker, String key, Duration period, Duration slack) {
    this.broker = broker;
    this.key = key;
    this.period = period;
    this.slack = slack;
  }

  /**
   * Returns this check, allowing another lateness; half a period unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public BeatAlive slack(Duration late) {
    return new BeatAlive(broker, key, period, Quantities.positive(late, "slack"));
  }

  @Override
  public String name() {
    return "celery beat-alive " + key;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(broker.asked() + ": times of the canary at " + key, context.clock().instant());
    try {
      List<String> items = broker.items(key, LOOKED_AT, context);
      List<Observation> rows = new ArrayList<>();
      items.forEach(item -> rows.add(Observation.of(key, "ran at", item, "s")));
      return Verdict.of(
          findings(items, context.clock().instant()),
          "The canary ran within " + Quantities.show(period.plus(slack)),
          evidence
              .observing(rows)
              .against("once every " + Quantities.show(period))
              .over(Duration.ZERO, items.size()));
    } catch (UnansweredException e) {
      return e.verdict(evidence);
    }
  }

  private List<Objection> findings(List<String> items, Instant now) {
    List<Double> times = new ArrayList<>();
    for (String item : items) {
      try {
        times.add(Double.parseDouble(item));
      } catch (NumberFormatException e) {
        return List.of(
            Objection.unknown(
                Verdict.Cause.AMBIGUOUS,
                "no-time",
                key,
                "What stands at " + key + " is no time: '" + item + "'",
                "Let the canary write seconds since 1970: time.time()."));
      }
    }
    if (times.isEmpty()) {
      return List.of(
          Objection.pending(
              "never-ran",
              key,
              "Nothing stands at " + key + ", so the canary never ran",
              "Start beat and a worker; or the key or the database is another."));
    }
    double age = now.toEpochMilli() / 1e3 - times.get(0);
    if (age > period.plus(slack).toMillis() / 1e3) {
      return List.of(
          Objection.pending(
              "beat-late",
              key,
              "The canary last ran "
                  + Quantities.show(Duration.ofMillis((long) (age * 1000)))
                  + " ago, with a period of "
                  + Quantities.show(period),
              "Beat, the broker or the workers stand still: ask workers-ping which."));
    }
    return two(times);
  }

  private List<Objection> two(List<Double> times) {
    long close = 0;
    for (int i = 0; i + 1 < times.size(); i++) {
      if (times.get(i) - times.get(i + 1) < period.toMillis() / 2e3) {
        close++;
      }
    }
    if (close < 2) {
      return List.of();
    }
    return List.of(
        Objection.fail(
            "two-beats",
            key,
            close
                + " of the last "
                + times.size()
                + " runs came less than half a period after another",
            "More than one beat runs, so every scheduled task runs twice: stop one."));
  }
}
