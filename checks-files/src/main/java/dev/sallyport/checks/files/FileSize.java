package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Reading;
import java.util.Comparator;
import java.util.List;

/**
 * The size of a file; of a glob, of the newest file that matches, or of all.
 *
 * <p>A file that is not there is no data. It is the length of the content: a sparse file takes
 * less. Immutable and thread-safe.
 */
public final class FileSize implements Metric<DataSize> {
  private final Source source;
  private final boolean all;

  FileSize(Source source, boolean all) {
    this.source = source;
    this.all = all;
  }

  /** Returns this metric of all files that match, added up. */
  public FileSize ofAll() {
    return new FileSize(source, true);
  }

  @Override
  public String name() {
    return "files size";
  }

  @Override
  public Reading<DataSize> read(CheckContext context) throws Exception {
    Reports<Stamp> seen = source.stamps(context);
    Evidence evidence = seen.evidence(report -> List.of());
    List<Objection> troubles = seen.findings(Freshness.ANY);
    if (!troubles.isEmpty()) {
      return Unread.because(troubles, evidence);
    }
    long size =
        all
            ? seen.files().stream().mapToLong(report -> report.stamp().size()).sum()
            : seen.files().stream()
                .max(Comparator.comparing(report -> report.stamp().written()))
                .orElseThrow()
                .stamp()
                .size();
    return Reading.value(DataSize.bytes(size), evidence);
  }
}
