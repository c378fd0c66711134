package dev.sallyport.checks.redis;

import java.time.Duration;

/** What the lengths of time given by a caller must look like. */
final class Durations {
  private Durations() {}

  static Duration positive(Duration duration, String what) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException("The " + what + " must be positive, but is " + duration);
    }
    return duration;
  }

  static Duration shorter(Duration one, Duration two) {
    return one.compareTo(two) <= 0 ? one : two;
  }
}
