package dev.sallyport.checks.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A stream that ends by an error beyond a number of bytes, and where its reader is interrupted. */
final class BoundedStream extends FilterInputStream {
  private long left;

  BoundedStream(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? -1 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("the sample is over");
    }
    left -= Math.max(0, read);
    if (left < 0) {
      throw new MalformedException("it grew beyond the limit while it was read");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
