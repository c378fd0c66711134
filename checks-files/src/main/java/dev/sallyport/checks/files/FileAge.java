package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Reading;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The time since a file was last written; of a glob, since the newest file that matches was.
 *
 * <p>A file that is not there, or is empty, is no data; one written in the future is an error.
 * Immutable and thread-safe.
 */
public final class FileAge implements Metric<Duration> {
  private static final Comparator<Report<Stamp>> BY_AGE =
      Comparator.comparing(report -> report.stamp().written());

  private final Source source;
  private final boolean oldest;
  private final boolean evenIfEmpty;

  FileAge(Source source, boolean oldest, boolean evenIfEmpty) {
    this.source = source;
    this.oldest = oldest;
    this.evenIfEmpty = evenIfEmpty;
  }

  /** Returns this metric of the oldest file that matches, as for a queue that must not stand. */
  public FileAge ofTheOldest() {
    return new FileAge(source, true, evenIfEmpty);
  }

  /** Returns this metric for files that may be empty, such as those which {@code touch} makes. */
  public FileAge evenIfEmpty() {
    return new FileAge(source, oldest, true);
  }

  @Override
  public String name() {
    return "files age";
  }

  @Override
  public Reading<Duration> read(CheckContext context) throws Exception {
    Reports<Stamp> seen = source.stamps(context);
    List<Objection> troubles = seen.findings(Freshness.ANY);
    if (!troubles.isEmpty()) {
      return Unread.because(troubles, seen.evidence(report -> List.of()));
    }
    Report<Stamp> chosen =
        oldest
            ? seen.files().stream().min(BY_AGE).orElseThrow()
            : seen.files().stream().max(BY_AGE).orElseThrow();
    Duration age = Duration.between(chosen.stamp().written(), seen.at());
    Evidence evidence =
        seen.evidence(report -> List.of())
            .and(chosen.file(), oldest ? "the oldest" : "the newest", true);
    if (chosen.stamp().size() == 0 && !evenIfEmpty) {
      return Reading.noData(chosen.file() + " is empty", evidence);
    }
    return Reading.value(age.isNegative() ? Duration.ZERO : age, evidence);
  }
}
