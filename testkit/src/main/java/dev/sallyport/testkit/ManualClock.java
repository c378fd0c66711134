package dev.sallyport.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. Thread-safe. */
public final class ManualClock extends Clock {
  /** Where a new clock stands: the first second of the year 2030, UTC. */
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private volatile Instant now;

  private ManualClock(Instant now) {
    this.now = now;
  }

  /** Returns a clock that stands at {@link #START}. */
  public static ManualClock create() {
    return new ManualClock(START);
  }

  /** Moves the clock on. */
  public synchronized void advance(Duration span) {
    now = now.plus(span);
  }

  /**
   * Moves the clock on to an instant.
   *
   * @throws IllegalArgumentException if it stands behind that instant already
   */
  public synchronized void advanceTo(Instant instant) {
    if (instant.isBefore(now)) {
      throw new IllegalArgumentException(
          "The clock stands at " + now + " and cannot go back to " + instant + ".");
    }
    now = instant;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Returns this clock, whose zone is always UTC. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
