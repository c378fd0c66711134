package dev.sallyport.check;

import java.util.List;
import java.util.Objects;

/**
 * One thing that keeps a check from passing: what the rules of a check find, and {@link
 * Verdict#of(List, String, Evidence)} turns into a verdict.
 *
 * <p>Immutable.
 *
 * @param level how bad it is
 * @param cause why nothing can be said; only looked at for {@link Level#UNKNOWN}
 * @param code the stable word for it, such as {@code slots-uncovered}
 * @param subject the member it is about, such as a node or a pod; empty for the whole
 * @param text what was seen, a sentence without its full stop
 * @param wayOut the likely cause and what to do about it, a sentence
 */
public record Objection(
    Level level, Verdict.Cause cause, String code, String subject, String text, String wayOut) {

  /** How bad an objection is, in rising order: the worst one decides. */
  public enum Level {
    /** Not yet; waiting may help. */
    PENDING,
    /** Nothing can be said. */
    UNKNOWN,
    /** Waiting will not help. */
    FAIL
  }

  /** Refuses what is missing. */
  public Objection {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(wayOut, "wayOut");
  }

  /** Returns what makes a verdict {@link Verdict.Pending}. */
  public static Objection pending(String code, String subject, String text, String wayOut) {
    return new Objection(Level.PENDING, Verdict.Cause.NO_DATA, code, subject, text, wayOut);
  }

  /** Returns what makes a verdict {@link Verdict.Fail}. */
  public static Objection fail(String code, String subject, String text, String wayOut) {
    return new Objection(Level.FAIL, Verdict.Cause.NO_DATA, code, subject, text, wayOut);
  }

  /** Returns what makes a verdict {@link Verdict.Inconclusive}. */
  public static Objection unknown(
      Verdict.Cause cause, String code, String subject, String text, String wayOut) {
    return new Objection(Level.UNKNOWN, cause, code, subject, text, wayOut);
  }

  /** Returns the same at the level of a fail if {@code overdue}, else this. */
  public Objection failingIf(boolean overdue) {
    return overdue ? new Objection(Level.FAIL, cause, code, subject, text, wayOut) : this;
  }
}
