package dev.sallyport.plan;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * When a failed attempt is made again, and after how long: Resilience4j's retry policy as data.
 *
 * <p>The engine applies it and records each delay, so that a restart neither forgets attempts nor
 * draws again. Immutable.
 */
public final class Retry {
  private final int attempts;
  private final IntervalFunction interval;
  private final double jitter;
  private final long longest;
  private final Predicate<Throwable> retried;
  private final String description;

  private Retry(
      int attempts,
      IntervalFunction interval,
      double jitter,
      long longest,
      Predicate<Throwable> retried,
      String description) {
    this.attempts = attempts;
    this.interval = interval;
    this.jitter = jitter;
    this.longest = longest;
    this.retried = retried;
    this.description = description;
  }

  private static Retry of(
      int attempts, IntervalFunction interval, Predicate<Throwable> retried, String description) {
    return new Retry(attempts, interval, 0, Require.LONGEST.toMillis(), retried, description);
  }

  /** Returns the policy of a single attempt. */
  public static Retry none() {
    return of(1, attempt -> 0L, e -> true, "");
  }

  /** Returns three attempts, each after the same delay. */
  public static Retry every(Duration delay) {
    long millis = Require.delay(delay, "delay").toMillis();
    return of(3, attempt -> millis, e -> true, "every=" + delay);
  }

  /**
   * Returns three attempts, each after {@code multiplier} times the delay before it.
   *
   * @throws IllegalArgumentException if the multiplier is less than 1
   */
  public static Retry backoff(Duration first, double multiplier) {
    Require.delay(first, "first delay");
    if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
      throw new IllegalArgumentException(
          "The multiplier must be at least 1, but is "
              + multiplier
              + ". For equal delays take Retry.every(...).");
    }
    return of(
        3,
        IntervalFunction.ofExponentialBackoff(first, multiplier),
        e -> true,
        "backoff=" + first + "*" + multiplier);
  }

  /**
   * Returns the attempts, exceptions and intervals of a Resilience4j policy; its result predicate
   * and its own waiting are not used. Give it an interval function without randomness and add
   * {@link #jitter} here, so that a test controls the draws.
   */
  public static Retry of(RetryConfig config) {
    IntervalFunction interval =
        attempt -> config.<Object>getIntervalBiFunction().apply(attempt, null);
    return of(config.getMaxAttempts(), interval, config.getExceptionPredicate(), "resilience4j");
  }

  /** Returns this policy with so many attempts in all, the first one included. */
  public Retry attempts(int count) {
    Require.atLeastOne(count, "number of attempts");
    return new Retry(count, interval, jitter, longest, retried, description);
  }

  /** Returns this policy with delays drawn from half to one and a half times their length. */
  public Retry jitter() {
    return jitter > 0
        ? this
        : new Retry(attempts, interval, 0.5, longest, retried, description + " jitter");
  }

  /** Returns this policy with no delay longer than {@code most}, jitter included. */
  public Retry atMost(Duration most) {
    return new Retry(
        attempts,
        interval,
        jitter,
        Math.min(longest, Require.delay(most, "longest delay").toMillis()),
        retried,
        description + " at-most=" + most);
  }

  /** Returns this policy, which gives up at once on exceptions of that type. */
  public Retry unless(Class<? extends Throwable> type) {
    Objects.requireNonNull(type, "type");
    return new Retry(
        attempts,
        interval,
        jitter,
        longest,
        retried.and(e -> !type.isInstance(e)),
        description + " unless=" + type.getName());
  }

  /** Returns the most attempts made, the first one included. */
  public int attempts() {
    return attempts;
  }

  /** Returns whether an attempt that ended so may be made again. */
  public boolean retries(Throwable failure) {
    return retried.test(failure);
  }

  /**
   * Returns the delay after a failed attempt.
   *
   * @param attempt the attempt that failed, from 1
   * @param draw a random draw from 0 (inclusive) to 1 (exclusive); used only with jitter
   */
  public Duration delayAfter(int attempt, double draw) {
    double factor = 1 - jitter + 2 * jitter * draw;
    return Duration.ofMillis(Math.min(longest, Math.round(interval.apply(attempt) * factor)));
  }

  String describe() {
    return attempts == 1 ? "" : ("attempts=" + attempts + " " + description).strip();
  }
}
