package dev.sallyport.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ownership of one run: a lock that the operating system holds on {@code <run>.lock} and drops
 * when this process ends, however it ends. The file names its last owner.
 *
 * <p>It is not the journal that is locked, because Linux drops all locks of a process on a file as
 * soon as the process closes any handle on it, and a journal is read while it is owned.
 */
final class RunLock implements Closeable {
  /** Far behind the owner's name, which must stay readable where locks are mandatory. */
  private static final long POSITION = 1 << 30;

  /**
   * The lock files that this process holds, and therefore must not even open: closing them again
   * would drop the lock. Static, because the operating system's locks are the process's, too.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the ownership of a run in a folder that exists.
   *
   * @throws JournalException if someone else has it
   */
  static RunLock take(Path folder, String runId) throws IOException {
    Path file = folder.toRealPath().resolve(runId + ".lock");
    if (!HELD.add(file)) {
      throw owned(runId, "an engine of this process", "Close that engine first.");
    }
    try {
      return new RunLock(file, lock(file, runId));
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static FileChannel lock(Path file, String runId) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            OwnerOnly.file(file));
    try {
      @Nullable FileLock lock = channel.tryLock(POSITION, 1, false);
      if (lock == null) {
        throw owned(
            runId,
            "another process (" + owner(channel) + ")",
            "Wait until it has ended, or end it; then resume the run.");
      }
      ByteBuffer me = StandardCharsets.UTF_8.encode(me());
      channel.truncate(0).write(me, 0);
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw owned(runId, "an engine of this process", "Close that engine first.");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String me() {
    @Nullable String host = System.getenv("HOSTNAME");
    return "process "
        + ProcessHandle.current().pid()
        + (host == null ? "" : " on " + host)
        + " of user "
        + System.getProperty("user.name", "unknown");
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(200);
    channel.read(bytes, 0);
    String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    return text.isBlank() ? "it has not given its name yet" : text.strip();
  }

  private static JournalException owned(String runId, String who, String wayOut) {
    return new JournalException("The run '" + runId + "' is owned by " + who + ". " + wayOut);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
