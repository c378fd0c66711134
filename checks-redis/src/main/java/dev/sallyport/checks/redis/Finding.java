package dev.sallyport.checks.redis;

import dev.sallyport.check.Verdict;

/**
 * One thing that keeps a check from passing.
 *
 * @param level how bad it is
 * @param cause why nothing can be said; only looked at for {@link Level#UNKNOWN}
 * @param code the stable word for it
 * @param subject the node or shard it is about; empty for the cluster
 * @param text what was seen, a sentence without its full stop
 * @param wayOut what to do about it, a sentence
 */
record Finding(
    Level level, Verdict.Cause cause, String code, String subject, String text, String wayOut) {

  /** In rising order. */
  enum Level {
    PENDING,
    UNKNOWN,
    FAIL
  }

  static Finding pending(String code, String subject, String text, String wayOut) {
    return new Finding(Level.PENDING, Verdict.Cause.NO_DATA, code, subject, text, wayOut);
  }

  static Finding fail(String code, String subject, String text, String wayOut) {
    return new Finding(Level.FAIL, Verdict.Cause.NO_DATA, code, subject, text, wayOut);
  }

  static Finding unknown(
      Verdict.Cause cause, String code, String subject, String text, String wayOut) {
    return new Finding(Level.UNKNOWN, cause, code, subject, text, wayOut);
  }

  /** Returns the same at a level of fail if {@code overdue}. */
  Finding failingIf(boolean overdue) {
    return overdue ? new Finding(Level.FAIL, cause, code, subject, text, wayOut) : this;
  }
}
