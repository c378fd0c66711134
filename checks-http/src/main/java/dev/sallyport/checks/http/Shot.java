package dev.sallyport.checks.http;

import org.jspecify.annotations.Nullable;

/**
 * One request of a load: when it was due, when it began and what became of it.
 *
 * <p>Written by the thread that paces, then by the one that completes it, which hands it back
 * through a queue; never by two at once.
 */
final class Shot {
  /** When it was due, in nanoseconds from the start of the load. */
  final long due;

  /** When it was due and begun, by {@link MonotonicTime}. */
  final long intended;

  final long started;

  /** Whether it began late because the target kept all places busy, not because we were slow. */
  final boolean heldBack;

  /** Ends the request; set before it can have an end. */
  volatile @Nullable Runnable cancel;

  /** Set by the completing thread, as is what follows: whether it had to be sent twice. */
  boolean resent;

  long ended;

  int status;
  @Nullable Throwable error;

  /** Whether it has been entered in the books; touched by the pacing thread only. */
  boolean settled;

  Shot(long due, long intended, long started, boolean heldBack) {
    this.due = due;
    this.intended = intended;
    this.started = started;
    this.heldBack = heldBack;
  }

  /** Enters its end, now; 0 for the status of one that has no answer. */
  void end(int answered, @Nullable Throwable problem) {
    ended = MonotonicTime.now();
    status = answered;
    error = problem;
  }

  /** Returns how late it began for want of our own speed. */
  long ownDelay() {
    return heldBack ? 0 : started - intended;
  }

  /** Returns how long it took from when it was due: what a user would have waited. */
  long latency() {
    return ended - intended;
  }
}
