package dev.sallyport.examples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two demos off the same servers; the lock ends with the process, however that ends. */
final class Ownership implements AutoCloseable {
  private final FileChannel channel;

  private Ownership(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a folder.
   *
   * @throws DemoException if another demo has it
   */
  static Ownership take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new DemoException(
          "Another demo is at work in "
              + folder
              + ". Wait for its end, or give this one a folder"
              + " of its own with --runs DIR.");
    }
    return new Ownership(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
