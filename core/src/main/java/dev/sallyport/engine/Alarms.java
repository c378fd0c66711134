package dev.sallyport.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One timer at most for each unit of a run. Not thread-safe: belongs to the run's event loop. */
final class Alarms {
  private final Host host;
  private final IntConsumer ring;
  private final @Nullable Future<?>[] timers;

  Alarms(Host host, int units, IntConsumer ring) {
    this.host = host;
    this.ring = ring;
    this.timers = new Future<?>[units];
  }

  /** Sets the unit's timer, in place of the one it had. */
  void set(int unit, Instant at) {
    forget(unit);
    Duration delay = Duration.between(host.clock().instant(), at);
    Duration least = delay.isNegative() ? Duration.ZERO : delay;
    timers[unit] = host.after(least, () -> ring.accept(unit));
  }

  void forget(int unit) {
    Future<?> timer = timers[unit];
    if (timer != null) {
      timer.cancel(false);
      timers[unit] = null;
    }
  }

  void forgetAll() {
    for (int unit = 0; unit < timers.length; unit++) {
      forget(unit);
    }
  }
}
