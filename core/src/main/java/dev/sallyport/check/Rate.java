package dev.sallyport.check;

import java.time.Duration;

/**
 * How often something happens, per second. Immutable; not a number and infinity are refused.
 *
 * @param perSecond events in a second
 */
public record Rate(double perSecond) implements Comparable<Rate> {

  /** Refuses a value that is not finite. */
  public Rate {
    if (!Double.isFinite(perSecond)) {
      throw new IllegalArgumentException(
          "A rate must be finite, but is " + perSecond + ". Read it as no data instead.");
    }
  }

  /** Returns that many a second. */
  public static Rate perSecond(double count) {
    return new Rate(count);
  }

  /**
   * Returns {@code count} in {@code span}.
   *
   * @throws IllegalArgumentException if the span is not longer than zero
   */
  public static Rate of(double count, Duration span) {
    if (span.isZero() || span.isNegative()) {
      throw new IllegalArgumentException(
          "The span of a rate must be longer than zero, but is "
              + Quantities.show(span)
              + ". Read it as no data instead.");
    }
    return new Rate(count * 1e9 / span.toNanos());
  }

  @Override
  public int compareTo(Rate other) {
    return Double.compare(perSecond, other.perSecond);
  }

  @Override
  public String toString() {
    return Quantities.number(perSecond) + " /s";
  }
}
