package dev.sallyport.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The lines that wait to be written. Reused from one write to the next. Not thread-safe. */
final class LineBuffer extends ByteArrayOutputStream {
  /** More than this is not kept after a write, so that one huge record does not stay for ever. */
  private static final int KEPT = 1 << 20;

  LineBuffer() {
    super(4096);
  }

  /** Returns CRC32C over what stands from {@code start} to before {@code end}. */
  int crc(int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(buf, start, end - start);
    return (int) crc.getValue();
  }

  /** Adds text that is ASCII. */
  void ascii(String text) {
    writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Drops what was added from {@code start} on. */
  void cut(int start) {
    count = start;
  }

  /** Hands everything to the file and becomes empty. */
  void drainTo(JournalFile file) throws IOException {
    file.write(buf, count);
    count = 0;
    if (buf.length > KEPT) {
      buf = new byte[4096];
    }
  }
}
