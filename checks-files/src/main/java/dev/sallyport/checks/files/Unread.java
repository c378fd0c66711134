package dev.sallyport.checks.files;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.util.List;

/** What a metric reads where something is objected to: never a value. */
final class Unread {
  private Unread() {}

  /**
   * Returns no data if that is all there is to it, as with a file that is not there; else an error.
   */
  static <Q> Reading<Q> because(List<Objection> objections, Evidence evidence) {
    Verdict verdict = Verdict.of(objections, "", evidence);
    return objections.stream().allMatch(Unread::meansNoData)
        ? Reading.noData(verdict.reason(), verdict.evidence())
        : Reading.error(verdict.reason(), verdict.evidence());
  }

  private static boolean meansNoData(Objection objection) {
    return switch (objection.level()) {
      case PENDING -> objection.code().equals("no-file");
      case UNKNOWN -> objection.cause() == Verdict.Cause.NO_DATA;
      case FAIL -> false;
    };
  }
}
