package dev.sallyport.channels;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt that did not succeed, and what is known of the message after it. */
final class Setback extends Exception {
  private static final long serialVersionUID = 1;

  /** What is known of the message. */
  enum Kind {
    /** It was not taken, and will not be if it is sent again. */
    REFUSED,
    /** It was not taken; it may be if it is sent again. */
    NOT_TAKEN,
    /** It may have been taken. */
    UNKNOWN
  }

  private final Kind kind;
  private final String seen;
  private final transient Reason reason;
  private final Duration retryAfter;

  private Setback(
      Kind kind, String seen, Reason reason, Duration retryAfter, @Nullable Throwable cause) {
    super(seen, cause);
    this.kind = kind;
    this.seen = seen;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  static Setback of(Kind kind, String seen, Reason reason) {
    return new Setback(kind, seen, reason, Duration.ZERO, null);
  }

  static Setback of(Kind kind, String seen, Reason reason, Optional<Throwable> cause) {
    return new Setback(kind, seen, reason, Duration.ZERO, cause.orElse(null));
  }

  /** Returns this setback, after which the receiver wants so long a time to pass. */
  Setback retryAfter(Duration wait) {
    return new Setback(kind, seen, reason, wait, getCause());
  }

  /** Returns this setback, of which more is known. */
  Setback as(Kind other) {
    return new Setback(other, seen, reason, retryAfter, getCause());
  }

  Kind kind() {
    return kind;
  }

  /** Returns what was last seen, as a sentence without its full stop. */
  String seen() {
    return seen;
  }

  Reason reason() {
    return reason;
  }

  /** Returns the least time that the receiver wants to pass; zero if it said nothing. */
  Duration retryAfter() {
    return retryAfter;
  }
}
