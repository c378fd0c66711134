package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files in which a log has written since a mark: one, or more where it was rotated.
 *
 * @param parts oldest first; the last is the log itself
 */
record LogFiles(LogMark mark, Stamp log, List<Part> parts, List<Objection> lost) {
  private static final Pattern COMPRESSED = Pattern.compile(".*\\.(gz|xz|bz2|zst|Z)");

  /** A stretch of a file. */
  record Part(Path file, long from, long end) {}

  static LogFiles since(Look look, LogMark mark, Marked marked) throws IOException {
    Path path = Path.of(mark.log());
    Stamp log = look.stamp(path);
    if (mark.existed() && log.key().equals(mark.file())) {
      return sameFile(mark, path, log, marked);
    }
    return rotated(look, mark, path, log, marked);
  }

  private static LogFiles sameFile(LogMark mark, Path path, Stamp log, Marked marked)
      throws IOException {
    if (log.size() < mark.offset()) {
      return lost(
          mark,
          log,
          "truncated",
          mark.log() + " was cut from " + mark.offset() + " to " + log.size() + " bytes");
    }
    if (!marked.test(mark, path)) {
      return lost(
          mark, log, "truncated", mark.log() + " is not the file it was: what it held has changed");
    }
    return new LogFiles(mark, log, List.of(new Part(path, mark.offset(), log.size())), List.of());
  }

  private static LogFiles rotated(Look look, LogMark mark, Path path, Stamp log, Marked marked)
      throws IOException {
    Map<Path, Stamp> older = siblings(look, path);
    List<Part> parts = new ArrayList<>();
    Optional<Path> first = Optional.empty();
    Instant from = mark.at();
    for (Map.Entry<Path, Stamp> one : older.entrySet()) {
      Stamp stamp = one.getValue();
      if (mark.existed()
          && stamp.key().equals(mark.file())
          && stamp.size() >= mark.offset()
          && marked.test(mark, one.getKey())) {
        first = Optional.of(one.getKey());
        from = stamp.written();
        parts.add(new Part(one.getKey(), mark.offset(), stamp.size()));
      }
    }
    if (mark.existed() && first.isEmpty()) {
      return lost(
          mark, log, "rotated-away", mark.log() + " was rotated, and the file it was is not found");
    }
    Instant since = from;
    List<Map.Entry<Path, Stamp>> between =
        older.entrySet().stream()
            .filter(one -> !one.getValue().written().isBefore(since))
            .sorted(Comparator.comparing(one -> one.getValue().written()))
            .toList();
    for (Map.Entry<Path, Stamp> one : between) {
      if (COMPRESSED.matcher(one.getKey().toString()).matches()) {
        return lost(mark, log, "rotated-away", one.getKey() + " was rotated and compressed");
      }
      if (!first.equals(Optional.of(one.getKey()))) {
        parts.add(new Part(one.getKey(), 0, one.getValue().size()));
      }
    }
    parts.add(new Part(path, 0, log.size()));
    return new LogFiles(mark, log, List.copyOf(parts), List.of());
  }

  private static Map<Path, Stamp> siblings(Look look, Path log) throws IOException {
    Map<Path, Stamp> found = new TreeMap<>();
    String name = String.valueOf(log.getFileName());
    Path folder = log.toAbsolutePath().getParent();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder, file -> isRotated(String.valueOf(file.getFileName()), name))) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          found.put(file, look.stamp(file));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** app.log.1, app.log-20260131, app-2026-01-31.log; but not app.err. */
  private static boolean isRotated(String file, String log) {
    int dot = log.lastIndexOf('.');
    String stem = Pattern.quote(dot > 0 ? log.substring(0, dot) : log);
    return file.startsWith(log + ".")
        || file.startsWith(log + "-")
        || file.matches(stem + "[-.]\\d.*");
  }

  private static LogFiles lost(LogMark mark, Stamp log, String code, String text) {
    return new LogFiles(mark, log, List.of(), List.of(objection(mark, code, text)));
  }

  private static Objection objection(LogMark mark, String code, String text) {
    return Objection.unknown(
        Verdict.Cause.AMBIGUOUS,
        code,
        mark.log(),
        text,
        "Lines since the mark may be lost; take a new mark, and keep rotated files plain.");
  }

  /** Returns why lines may be missing, after everything was read. */
  List<Objection> objections(Look look) throws IOException {
    Stamp now = look.stamp(Path.of(mark.log()));
    if (lost.isEmpty() && (!now.key().equals(log.key()) || now.size() < log.size())) {
      return List.of(objection(mark, "rotated-meanwhile", mark.log() + " was rotated meanwhile"));
    }
    return lost;
  }

  /** Tells whether a file is the one that was marked. */
  @FunctionalInterface
  interface Marked {
    boolean test(LogMark mark, Path file) throws IOException;
  }
}
