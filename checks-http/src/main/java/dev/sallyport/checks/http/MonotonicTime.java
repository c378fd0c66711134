package dev.sallyport.checks.http;

/**
 * Elapsed time, in nanoseconds that never run backwards: the one place that reads the system's
 * timer.
 *
 * <p>Instants come from the clock of the check's context; this is only for measuring and for
 * deadlines on sockets, where a clock that is set back would do harm.
 */
final class MonotonicTime {
  private MonotonicTime() {}

  /** Returns nanoseconds since an arbitrary origin; only differences mean something. */
  static long now() {
    return System.nanoTime();
  }
}
