package dev.sallyport.checks.http;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Asks a service for a check, and says what kept it from an answer. */
final class Inquiry {
  private Inquiry() {}

  /** What a check does once it may ask. */
  @FunctionalInterface
  interface Question {
    /** Judges; what it puts into {@code rows} is evidence even if no answer comes. */
    Verdict judge(List<Observation> rows) throws Exception;
  }

  static Verdict of(URI uri, Evidence evidence, Question question) {
    List<Observation> rows = new ArrayList<>();
    try {
      return question.judge(rows);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The answer is no longer wanted.");
    } catch (RuntimeException e) {
      throw e;
    } catch (Unseen e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR, e.said(), evidence.observing(List.copyOf(rows)));
    } catch (Exception e) {
      return Verdict.of(List.of(unanswered(uri, e)), "", evidence.observing(List.copyOf(rows)));
    }
  }

  private static Objection unanswered(URI uri, Exception problem) {
    Trouble trouble = Trouble.of(problem);
    String text = uri + " gave no answer: " + trouble.code();
    String wayOut =
        "Likely "
            + trouble.likelyCause()
            + (problem.getMessage() == null ? "." : ": " + problem.getMessage() + ".");
    return trouble.farSide()
        ? Objection.pending(trouble.code(), uri.toString(), text, wayOut)
        : Objection.unknown(Verdict.Cause.ERROR, trouble.code(), uri.toString(), text, wayOut);
  }
}
