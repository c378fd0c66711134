package dev.sallyport.checks.files;

import dev.sallyport.plan.Codec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a log ended at some moment: what is written after it is new. Plain values, so it can be a
 * step's output. Immutable.
 *
 * @param log the log's path
 * @param file device and inode of the file it was; empty if it was not there, or has none
 * @param offset its size in bytes; -1 if it was not there
 * @param before a digest of the last bytes before that, by which the file is known again
 * @param at when the mark was taken
 */
public record LogMark(String log, String file, long offset, String before, Instant at) {

  /** Refuses nulls. */
  public LogMark {
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(at, "at");
  }

  /**
   * Keeps this mark in a file, for {@link FileChecks#logSinceMarkIn}; what the file held before is
   * replaced as a whole.
   *
   * @throws IOException if it cannot be written
   */
  public void writeTo(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path fresh = Files.createTempFile(folder, ".mark", "");
    try {
      Files.writeString(fresh, Codec.json(LogMark.class).encode(this));
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  static LogMark parse(byte[] bytes) throws MalformedException {
    try {
      LogMark mark = Codec.json(LogMark.class).decode(new String(bytes, StandardCharsets.UTF_8));
      if (mark == null) {
        throw new MalformedException("it holds nothing");
      }
      return mark;
    } catch (IllegalArgumentException e) {
      throw new MalformedException(JUnitXml.line(String.valueOf(e.getMessage())));
    }
  }

  /** Returns whether the log was there. */
  boolean existed() {
    return offset >= 0;
  }
}
