package dev.sallyport.checks.http;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.Optional;

/**
 * How a service is to retry. Immutable.
 *
 * @param attempts how often it tries in all
 * @param first the delay before the second attempt
 * @param factor by how much each delay is longer than the one before
 * @param jitter by how much of itself a delay may be shorter or longer by chance
 * @param longest the bound on a delay, if there is one
 * @param key the header of the idempotency key, if there is one
 * @param slack by how much an attempt may be late: work, network, a busy machine
 */
record RetryRule(
    int attempts,
    Duration first,
    double factor,
    Percent jitter,
    Optional<Duration> longest,
    Optional<String> key,
    Duration slack) {
  /** Two timers are never as exact as they say. */
  private static final Duration EARLY = Duration.ofMillis(20);

  static RetryRule of(int attempts, Duration first) {
    if (attempts < 2) {
      throw new IllegalArgumentException(
          "A service that tries " + attempts + " times does not retry. Take at least 2 attempts.");
    }
    return new RetryRule(
        attempts,
        Quantities.positive(first, "first delay"),
        2,
        Percent.of(0),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(250));
  }

  /** Returns the delay after so many attempts, before any jitter. */
  Duration delay(int after) {
    double nanos = first.toNanos() * Math.pow(factor, after - 1);
    double most = longest.map(Duration::toNanos).map(n -> (double) n).orElse(Long.MAX_VALUE / 4d);
    return Duration.ofNanos((long) Math.min(nanos, most));
  }

  Duration shortest(int after) {
    Duration least = scaled(delay(after), 1 - jitter.fraction()).minus(EARLY);
    return least.isNegative() ? Duration.ZERO : least;
  }

  Duration latest(int after) {
    return scaled(delay(after), 1 + jitter.fraction()).plus(slack);
  }

  /** Returns for how long to wait for one more attempt, before it counts as not made. */
  Duration patience(int after) {
    return latest(after).plus(slack);
  }

  private static Duration scaled(Duration span, double by) {
    return Duration.ofNanos((long) (span.toNanos() * by));
  }

  String asked() {
    return attempts
        + " attempts, delays from "
        + Quantities.show(first)
        + " times "
        + Quantities.number(factor)
        + longest.map(l -> " up to " + Quantities.show(l)).orElse("")
        + (jitter.value() == 0 ? "" : ", give or take " + jitter)
        + key.map(k -> ", one " + k + " for each event").orElse("")
        + "; a client error once";
  }
}
