package dev.sallyport.checks.redis;

import java.time.Duration;

/** What the lengths of time given by a caller must look like. */
final class Durations {
  private Durations() {}

  static Duration shorter(Duration one, Duration two) {
    return one.compareTo(two) <= 0 ? one : two;
  }
}
