package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts effects, and waits for those that show a little later.
 *
 * @param patience how long an effect may take to show
 */
record EffectCount(Effects effects, Duration patience) {
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * Counts now.
   *
   * @throws Unseen if they cannot be counted
   */
  long now(CheckContext context) throws Unseen, InterruptedException {
    try {
      return effects.count(context);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new Unseen(
          "The effects could not be counted: "
              + e
              + ". Look at what was given to count them; the service was not judged.",
          e);
    }
  }

  /** Returns the count once it is {@code wanted} or more, or what it is when patience ends. */
  long reaching(long wanted, CheckContext context) throws Unseen, InterruptedException {
    Instant end = context.clock().instant().plus(context.remaining(patience));
    long count = now(context);
    while (count < wanted && context.clock().instant().isBefore(end)) {
      context.pause(POLL);
      count = now(context);
    }
    return count;
  }
}
