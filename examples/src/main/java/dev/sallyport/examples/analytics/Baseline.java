package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.time.Duration;

/**
 * How the new version was doing when nobody had the analytics yet. Immutable.
 *
 * @param failed how many requests failed in a window
 * @param requests how many there were
 * @param queryTime the mean time of a query of the database
 * @param tickets how many tickets support had
 */
public record Baseline(long failed, long requests, Duration queryTime, long tickets) {
  /** With so much certainty a rate of failures is larger than it was, before it is told so. */
  private static final double RISK = 0.01;

  /** What nobody can tell from nothing, of a mean. */
  private static final Duration GRAIN = Duration.ofMillis(5);

  private static final double LEAST = 100;

  /**
   * Measures it.
   *
   * @throws IOException if there is nothing to measure
   */
  static Baseline measure(AnalyticsSystems on, StepContext context) throws Exception {
    Measured measured = new Measured(on);
    double requests = value(measured.asked(), context);
    if (requests < LEAST) {
      throw new IOException(
          "Of "
              + Math.round(requests)
              + " requests no rate of failures can be told that others could be compared with."
              + " Wait until there are "
              + Math.round(LEAST)
              + " within "
              + on.pace.window()
              + ".");
    }
    return new Baseline(
        Math.round(value(measured.failed(), context)),
        Math.round(requests),
        value(measured.queryTime(), context),
        new Tickets(on).lately(context.clock().instant()));
  }

  private static <Q extends Comparable<? super Q>> Q value(Metric<Q> metric, StepContext context)
      throws Exception {
    Reading<Q> reading = metric.read(context.sample(Duration.ofSeconds(10)));
    if (reading instanceof Reading.Value<Q> seen) {
      return seen.value();
    }
    throw new IOException(
        metric.name()
            + " could not be read, so nothing can be told to have become worse: "
            + reading
            + ". Look whether Prometheus scrapes the new version, and customers use it.");
  }

  /** Returns the largest rate of failures that this many of so many may have come from. */
  Percent highestErrorRate() {
    return Percent.of(100 * Counted.upper(failed, requests, RISK));
  }

  /** Returns the check that a rate of failures is no larger than it may have been then. */
  Check errorsNotRisen(Metric<Percent> errors) {
    return errors.staysAtMost(highestErrorRate());
  }

  /** Returns the check that a query takes no more than half as long again, and 5 ms. */
  Check queriesNotSlower(Metric<Duration> time) {
    return time.staysAtMost(queryTime.multipliedBy(3).dividedBy(2).plus(GRAIN));
  }
}
