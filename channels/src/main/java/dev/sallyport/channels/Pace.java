package dev.sallyport.channels;

import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds to the receiver's rate: requests begin at least an interval apart, in the order of asking.
 *
 * <p>By the clock and the pauses of the context, so that a test needs no real time; Resilience4j's
 * limiter reads the machine's clock and cannot be given another. Thread-safe.
 */
final class Pace {
  private final Duration interval;
  private Instant free = Instant.MIN;
  private int waiting;

  private Pace(Duration interval) {
    this.interval = interval;
  }

  static Pace every(Duration interval) {
    return new Pace(interval);
  }

  /**
   * Waits for its turn.
   *
   * @throws Setback if that would take all the time that is left
   */
  void await(CheckContext context) throws Setback, InterruptedException {
    Duration wait = reserve(context.clock().instant(), context.remaining());
    try {
      if (!wait.isZero()) {
        context.pause(wait);
      }
    } finally {
      leave();
    }
  }

  private synchronized Duration reserve(Instant now, Duration remaining) throws Setback {
    Duration wait = free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
    // a clock that was put back must not hold messages up for as long as that
    Duration longest = interval.multipliedBy(waiting + 1L);
    wait = wait.compareTo(longest) > 0 ? longest : wait;
    if (wait.compareTo(remaining) >= 0) {
      throw noTime(wait, remaining);
    }
    waiting++;
    free = now.plus(wait).plus(interval);
    return wait;
  }

  private synchronized void leave() {
    waiting--;
  }

  private Setback noTime(Duration wait, Duration remaining) {
    return Setback.of(
        Setback.Kind.REFUSED,
        remaining.isZero()
            ? "no time was left to send it"
            : "its turn comes in " + wait + ", and only " + remaining + " was left",
        new Reason(
            "the time limit is too short, or many messages were sent just before it (one each "
                + interval
                + " is allowed)",
            "Give announcements more time, or announce less"));
  }
}
