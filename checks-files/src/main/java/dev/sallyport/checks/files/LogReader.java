package dev.sallyport.checks.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Marks a log, and reads what it has written since. */
final class LogReader {
  /** How much before a mark is remembered, by a digest. */
  private static final int BEFORE = 4096;

  private static final int LONGEST_MARK = 65_536;

  private final Look look;
  private final long limit;

  LogReader(Look look, long limit) {
    this.look = look;
    this.limit = limit;
  }

  static LogMark mark(Path log, Instant at) throws IOException {
    Look look = new Look(log);
    Stamp stamp;
    try {
      stamp = look.stamp(log);
    } catch (TroubleException e) {
      if (e.trouble().kind() == Trouble.Kind.MISSING) {
        return new LogMark(log.toString(), "", -1, "", at);
      }
      throw e;
    }
    String before = before(look, log, stamp.size());
    return new LogMark(log.toString(), stamp.key(), stamp.size(), before, at);
  }

  static LogMark markIn(Look look, Path file) throws IOException {
    try (InputStream in = look.open(file)) {
      return LogMark.parse(in.readNBytes(LONGEST_MARK));
    } catch (MalformedException e) {
      throw Look.trouble(Trouble.Kind.BROKEN, file, "is no mark: " + e.getMessage());
    } catch (IOException e) {
      throw Look.trouble(file, e);
    }
  }

  LogSeen read(LogMark mark, Pattern wanted, Optional<Pattern> life) throws IOException {
    LogFiles files = LogFiles.since(look, mark, this::isMarked);
    LineCounter counter = new LineCounter(wanted, life);
    long bytes = 0;
    for (LogFiles.Part part : files.parts()) {
      bytes += part.end() - part.from();
      if (bytes > limit) {
        throw Look.trouble(
            Trouble.Kind.TOO_LARGE, part.file(), "has grown by more than " + limit + " bytes");
      }
      try (InputStream in = look.open(part.file())) {
        in.skipNBytes(part.from());
        counter.read(in, part.end() - part.from());
      } catch (IOException e) {
        throw Look.trouble(part.file(), e);
      }
    }
    List<String> names = files.parts().stream().map(part -> part.file().toString()).toList();
    return new LogSeen(
        mark,
        names,
        bytes,
        counter.lines(),
        counter.cut(),
        counter.matches(),
        counter.alive(),
        counter.samples(),
        files.objections(look));
  }

  /** An inode is soon used again, so the bytes before the mark must be the same, too. */
  private boolean isMarked(LogMark mark, Path file) throws IOException {
    return before(look, file, mark.offset()).equals(mark.before());
  }

  private static String before(Look look, Path file, long offset) throws IOException {
    try (InputStream in = look.open(file)) {
      long from = Math.max(0, offset - BEFORE);
      in.skipNBytes(from);
      byte[] bytes = in.readNBytes(Math.toIntExact(offset - from));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw Look.trouble(file, e);
    }
  }
}
