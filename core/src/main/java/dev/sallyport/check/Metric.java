package dev.sallyport.check;

import java.util.Objects;

/**
 * A metric reads a quantity with a unit; compared with a threshold of the same unit it is a check.
 *
 * <p>{@code below}, {@code above}, {@code atMost} and {@code atLeast} wait for the threshold: a
 * breach is {@link Verdict.Pending}. Their {@code stays...} twins hold it: a breach is {@link
 * Verdict.Fail}, and counts against a gate's failure budget. No data is {@link
 * Verdict.Inconclusive} in both. Implementations must be thread-safe.
 *
 * @param <Q> the quantity, for example {@link java.time.Duration}, {@link Percent}, {@link
 *     DataSize}
 */
public interface Metric<Q extends Comparable<? super Q>> {

  /** Returns the metric's name as reports show it, for example {@code http error-rate}. */
  String name();

  /**
   * Reads the quantity once.
   *
   * @throws Exception if it could not be read; counts as an error, never as a value
   */
  Reading<Q> read(CheckContext context) throws Exception;

  /** Returns the check that waits for the quantity to be less than {@code limit}. */
  default Check below(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.BELOW, limit, false));
  }

  /** Returns the check that waits for the quantity to be at most {@code limit}. */
  default Check atMost(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.AT_MOST, limit, false));
  }

  /** Returns the check that waits for the quantity to be more than {@code limit}. */
  default Check above(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.ABOVE, limit, false));
  }

  /** Returns the check that waits for the quantity to be at least {@code limit}. */
  default Check atLeast(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.AT_LEAST, limit, false));
  }

  /** Returns the check that fails whenever the quantity is not less than {@code limit}. */
  default Check staysBelow(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.BELOW, limit, true));
  }

  /** Returns the check that fails whenever the quantity is more than {@code limit}. */
  default Check staysAtMost(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.AT_MOST, limit, true));
  }

  /** Returns the check that fails whenever the quantity is not more than {@code limit}. */
  default Check staysAbove(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.ABOVE, limit, true));
  }

  /** Returns the check that fails whenever the quantity is less than {@code limit}. */
  default Check staysAtLeast(Q limit) {
    return compared(new Threshold<>(Threshold.Relation.AT_LEAST, limit, true));
  }

  /**
   * Returns the check that compares this metric with a threshold.
   *
   * <p>The one place to override for a metric that is judged by more than its value, such as a
   * quantile that needs a number of samples to be believed.
   */
  default Check compared(Threshold<Q> threshold) {
    return new Comparison<>(this, threshold);
  }

  /** Returns a metric with the given name that is read by {@code reader}. */
  static <Q extends Comparable<? super Q>> Metric<Q> of(String name, Reader<Q> reader) {
    return new NamedMetric<>(Names.checkName(name), Objects.requireNonNull(reader, "reader"));
  }

  /** A way to read a quantity: what {@link Metric#read} does. */
  @FunctionalInterface
  interface Reader<Q> {
    /** Reads the quantity once. */
    Reading<Q> read(CheckContext context) throws Exception;
  }
}
