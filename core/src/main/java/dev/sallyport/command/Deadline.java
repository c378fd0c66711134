package dev.sallyport.command;

import java.time.Duration;

/**
 * A stretch of monotonic time: how much has passed, how much is left. Immutable.
 *
 * <p>Processes live in real time, whatever clock a plan is run by; so this is the one class in here
 * that asks the machine for the time.
 */
final class Deadline {
  // A century is for ever here, and far from overflow.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final long PAUSE_MILLIS = 20;

  private final long start = System.nanoTime();
  private final long length;

  private Deadline(long length) {
    this.length = length;
  }

  static Deadline in(Duration length) {
    return new Deadline((length.compareTo(LONGEST) < 0 ? length : LONGEST).toNanos());
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Returns the nanoseconds left; not negative. */
  long left() {
    return Math.max(0, length - (System.nanoTime() - start));
  }

  /**
   * Sleeps for a moment, as one who looks for something again and again does.
   *
   * @return whether the thread was interrupted; the interrupt is then no longer set
   */
  static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  boolean passed() {
    return left() == 0;
  }
}
