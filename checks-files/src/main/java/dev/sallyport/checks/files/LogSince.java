package dev.sallyport.checks.files;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a log has written since a mark. Immutable and thread-safe. */
public final class LogSince {
  private final Disk disk;
  private final MarkSource mark;
  private final String asked;

  LogSince(Disk disk, MarkSource mark, String asked) {
    this.disk = disk;
    this.mark = mark;
    this.asked = asked;
  }

  /**
   * Returns the metric of how many lines since the mark hold something that matches.
   *
   * @param regex a regular expression, found anywhere in the line
   * @throws java.util.regex.PatternSyntaxException if it is none
   */
  public LogLines lines(String regex) {
    return new LogLines(this, Pattern.compile(regex), Optional.empty(), 1);
  }

  Disk disk() {
    return disk;
  }

  String asked() {
    return asked;
  }

  LogMark mark(Look look) throws IOException {
    return mark.get(look);
  }

  /** Where the mark comes from. */
  @FunctionalInterface
  interface MarkSource {
    LogMark get(Look look) throws IOException;
  }
}
