package dev.sallyport.testkit.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of a simulated run. Not thread-safe: a simulated run has one thread. */
final class VirtualClock extends Clock {
  private Instant now;

  VirtualClock(Instant start) {
    this.now = start;
  }

  void advanceTo(Instant instant) {
    now = instant.isAfter(now) ? instant : now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The zone is of no account: instants are all that anybody asks for. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
