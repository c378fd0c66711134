package dev.sallyport.journal;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The end of a file that a journal grows at. Not thread-safe. */
interface JournalFile extends Closeable {

  /** Adds the first {@code length} of these bytes to the end. */
  void write(byte[] bytes, int length) throws IOException;

  /** Returns when everything added is on the disk, with the file's length. */
  void force() throws IOException;

  /**
   * Opens a file at its end, cutting it to {@code length} bytes.
   *
   * <p>It is a stream and no channel, because an interrupt closes a channel under a write.
   */
  static JournalFile open(Path path, long length) throws IOException {
    FileOutputStream out = new FileOutputStream(path.toFile(), true);
    try {
      if (out.getChannel().size() > length) {
        out.getChannel().truncate(length);
      }
    } catch (IOException e) {
      out.close();
      throw e;
    }
    return new Appended(out);
  }

  /** A file of the operating system. */
  record Appended(FileOutputStream out) implements JournalFile {
    @Override
    public void write(byte[] bytes, int length) throws IOException {
      out.write(bytes, 0, length);
    }

    @Override
    public void force() throws IOException {
      out.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
