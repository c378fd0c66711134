package dev.sallyport.check;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A system could not be asked, or gave no answer that is of use; says so with the way out.
 *
 * <p>Thrown by what reads a system for checks, which make of it that nothing can be said. Its words
 * hold no secret: whoever throws it has taken them out with a {@link Redactor}. Immutable.
 */
public class UnansweredException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String wayOut;

  /**
   * Says what was asked of whom, and what came of it.
   *
   * @param message a sentence without its full stop
   * @param wayOut the likely cause and what to do about it, a sentence
   * @param cause what the driver threw, if it did
   */
  public UnansweredException(String message, String wayOut, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.wayOut = Objects.requireNonNull(wayOut, "wayOut");
  }

  /** Returns the likely cause and what to do about it, a sentence. */
  public String wayOut() {
    return wayOut;
  }

  /** Returns both as sentences. */
  public String advice() {
    return getMessage() + ". " + wayOut;
  }

  /** Returns the verdict of a check that could not ask: inconclusive, by {@code ERROR}. */
  public Verdict verdict(Evidence evidence) {
    return Verdict.inconclusive(Verdict.Cause.ERROR, advice(), evidence);
  }

  /** Returns the reading of a metric that could not ask. */
  public <Q> Reading<Q> reading(Evidence evidence) {
    return Reading.error(advice(), evidence);
  }
}
