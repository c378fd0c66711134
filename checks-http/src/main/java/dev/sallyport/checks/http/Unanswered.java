package dev.sallyport.checks.http;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.util.List;

/** What it means that a request of a check got no answer. Pure. */
final class Unanswered {
  private Unanswered() {}

  static Verdict verdict(URI uri, Exception problem, Evidence evidence) {
    Trouble trouble = Trouble.of(problem);
    String text = uri + " gave no answer: " + trouble.code();
    String wayOut =
        "Likely "
            + trouble.likelyCause()
            + (problem.getMessage() == null ? "." : ": " + problem.getMessage() + ".");
    Objection objection =
        trouble.farSide()
            ? Objection.pending(trouble.code(), uri.toString(), text, wayOut)
            : Objection.unknown(Verdict.Cause.ERROR, trouble.code(), uri.toString(), text, wayOut);
    return Verdict.of(List.of(objection), "", evidence);
  }
}
