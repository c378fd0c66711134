package dev.sallyport.checks.http;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** A moment by which something must be done. */
record Deadline(long at) {

  /** Returns the moment that lies {@code span} from now. */
  static Deadline in(Duration span) {
    return new Deadline(MonotonicTime.now() + span.toNanos());
  }

  /** Returns the earlier of this and {@code span} from now. */
  Deadline orIn(Duration span) {
    Deadline other = in(span);
    return other.at - at < 0 ? other : this;
  }

  /** Returns the time left; never negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, at - MonotonicTime.now()));
  }

  boolean passed() {
    return at - MonotonicTime.now() <= 0;
  }

  /**
   * Returns the time left as a socket takes it: at least 1 ms, since 0 means for ever.
   *
   * @throws SocketTimeoutException if none is left
   */
  int socketMillis() throws SocketTimeoutException {
    long left = at - MonotonicTime.now();
    if (left <= 0) {
      throw new SocketTimeoutException("the time for this request is up");
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, left / 1_000_000));
  }
}
