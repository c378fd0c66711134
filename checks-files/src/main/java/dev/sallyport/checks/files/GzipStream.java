package dev.sallyport.checks.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates all members of a gzip file. The JDK's stream stops in silence at whatever follows the
 * first member and is none; this one does not.
 */
final class GzipStream extends InputStream {
  private static final int BUFFER = 65_536;
  private static final int CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private boolean ended;

  GzipStream(InputStream in) throws IOException {
    this.in = in;
    header(next());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended) {
        int read = inflater.inflate(bytes, offset, length);
        if (read > 0) {
          checksum.update(bytes, offset, read);
          return read;
        }
        if (inflater.finished()) {
          endMember();
        } else if (inflater.needsInput()) {
          fill();
          inflater.setInput(buffer, from, to - from);
          from = to;
        } else {
          throw new MalformedException("it asks for a dictionary");
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw new MalformedException("it cannot be inflated: " + e.getMessage());
    }
  }

  private void endMember() throws IOException {
    from = to - inflater.getRemaining();
    long crc = little(4);
    long size = little(4);
    if (crc != checksum.getValue()) {
      throw new MalformedException("a checksum is wrong");
    }
    if (size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new MalformedException("a length is wrong");
    }
    int first = nextOrEnd();
    while (first == 0) { // tapes are filled up with zeros
      first = nextOrEnd();
    }
    if (first < 0) {
      ended = true;
      return;
    }
    inflater.reset();
    checksum.reset();
    header(first);
  }

  private void header(int first) throws IOException {
    if (first != 0x1f || next() != 0x8b || next() != 8) {
      throw new MalformedException("what is there is no gzip");
    }
    int flags = next();
    pass(6); // time, flags of the method, system
    if ((flags & EXTRA) != 0) {
      pass(little(2));
    }
    for (int flag : new int[] {NAME, COMMENT}) {
      while ((flags & flag) != 0 && next() != 0) {
        // a text, up to its zero
      }
    }
    if ((flags & CRC) != 0) {
      pass(2);
    }
  }

  private void pass(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      next();
    }
  }

  private long little(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  private int next() throws IOException {
    int next = nextOrEnd();
    if (next < 0) {
      throw new EOFException("it is cut off");
    }
    return next;
  }

  private int nextOrEnd() throws IOException {
    if (from == to) {
      to = in.read(buffer, 0, BUFFER);
      from = 0;
      if (to <= 0) {
        to = 0;
        return -1;
      }
    }
    return buffer[from++] & 0xff;
  }

  private void fill() throws IOException {
    if (from == to) {
      next();
      from = 0;
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
