package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Checks of files: what they hold and how old they are; each reads them as a plan's gate, watch or
 * monitor asks for, and changes nothing.
 *
 * <pre>{@code
 * FileChecks files = FileChecks.in(Path.of("/srv/build"));
 * Check tested =
 *     files
 *         .testResults("target/surefire-reports/TEST-*.xml")
 *         .atLeast(1200)
 *         .writtenWithin(Duration.ofHours(1));
 * Check covered = files.coverage("coverage.xml").branches().atLeast(Percent.of(80));
 * Check safe = files.backup("/var/backups/shop-*.dump").madeWithin(Duration.ofHours(26));
 * }</pre>
 *
 * <p>A path is read from the folder unless it is absolute, and may be a glob as {@link
 * java.nio.file.FileSystem#getPathMatcher} has it: {@code *} within one folder, {@code **} across.
 * Every path must be there and every glob must match something. Only regular files are opened; they
 * are read as a stream, up to a limit, on a thread of their own, so a file system that hangs costs
 * the sample's time and no more, and after eight looks that hang no other is begun. There is
 * nothing to close. Immutable and thread-safe.
 */
public final class FileChecks {
  private static final DataSize LIMIT = DataSize.mebibytes(256);
  private static final Duration MARKING = Duration.ofSeconds(10);

  private final Disk disk;

  private FileChecks(Disk disk) {
    this.disk = disk;
  }

  /** Returns checks of files whose paths are read from {@code folder}; up to 256 MiB each. */
  public static FileChecks in(Path folder) {
    return new FileChecks(new Disk(folder.toAbsolutePath().normalize(), LIMIT.bytes()));
  }

  /**
   * Returns checks with another limit on the size of a report, or of what a log has grown by; a
   * larger one is not read, and inconclusive. Backups have no limit but the sample's time.
   *
   * @throws IllegalArgumentException if {@code limit} is not positive
   */
  public FileChecks readingAtMost(DataSize limit) {
    if (limit.bytes() < 1) {
      throw new IllegalArgumentException("The limit must be positive, but is " + limit);
    }
    return new FileChecks(new Disk(disk.folder(), limit.bytes()));
  }

  /** Returns the check that the tests of JUnit XML reports ran and none failed. */
  public TestResults testResults(String path, String... more) {
    return new TestResults(source(path, more), TestRules.DEFAULT);
  }

  /** Returns the metric of the share of lines that tests ran, by JaCoCo or Cobertura XML. */
  public Coverage coverage(String path, String... more) {
    return new Coverage(source(path, more), new CoverageRules(CoverageRules.Unit.LINES, 1));
  }

  /** Returns the check that the findings of SARIF reports are below a level. */
  public Findings findings(String path, String... more) {
    return new Findings(source(path, more), FindingRules.DEFAULT);
  }

  /**
   * Returns the metric of the time since a file was written; of a glob, the newest that matches.
   */
  public FileAge age(String path) {
    return new FileAge(source(path), false, false);
  }

  /** Returns the metric of the size of a file; of a glob, of the newest that matches. */
  public FileSize size(String path) {
    return new FileSize(source(path), false);
  }

  /** Returns the check that the newest backup is whole: that a dry restore can read it. */
  public Backup backup(String path) {
    return new Backup(source(path), BackupVerifier.byFormat(), BackupRules.DEFAULT);
  }

  /**
   * Returns where a log ends now; for a step's output, or to be kept by {@link LogMark#writeTo}. A
   * log that is not there yet is marked as such.
   *
   * @throws IOException if it is no regular file or cannot be read
   */
  public LogMark mark(String log) throws IOException, InterruptedException {
    Path path = disk.resolve(log);
    CheckContext now = CheckContext.of(Clock.systemUTC(), MARKING);
    return disk.look(now, look -> LogReader.mark(path, now.clock().instant()));
  }

  /** Returns what a log has written since a mark. */
  public LogSince logSince(LogMark mark) {
    Objects.requireNonNull(mark, "mark");
    return new LogSince(disk, look -> mark, "the mark at " + mark.offset() + " of " + mark.log());
  }

  /**
   * Returns what a log has written since the mark which {@link LogMark#writeTo} has left in a file
   * by the time a sample is taken.
   */
  public LogSince logSinceMarkIn(String file) {
    Path path = disk.resolve(file);
    return new LogSince(disk, look -> LogReader.markIn(look, path), "the mark in " + path);
  }

  private Source source(String path, String... more) {
    List<String> paths = new ArrayList<>(List.of(path));
    paths.addAll(List.of(more));
    paths.forEach(Globs::checked);
    return new Source(disk, List.copyOf(paths), Freshness.ANY);
  }
}
