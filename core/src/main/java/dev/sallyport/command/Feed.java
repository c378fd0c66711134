package dev.sallyport.command;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a command's standard input, on a thread of its own, and closes it at once. */
final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private final OutputStream stream;
  private final byte[] input;
  private final @Nullable Thread thread;
  private volatile boolean written;

  private Feed(OutputStream stream, byte[] input) {
    this.stream = stream;
    this.input = input;
    this.thread = input.length == 0 ? null : new Thread(this::write, "sallyport-command-stdin");
  }

  static Feed start(OutputStream stream, byte[] input) {
    Feed feed = new Feed(stream, input);
    if (feed.thread == null) {
      feed.write();
    } else {
      feed.thread.setDaemon(true);
      feed.thread.start();
    }
    return feed;
  }

  private void write() {
    try (stream) {
      stream.write(input);
    } catch (IOException e) {
      LOG.debug("The command ended, or closed its standard input, before it had read all.", e);
      return;
    }
    written = true;
  }

  /** Waits until all is written, at most until the deadline. */
  void finish(Deadline deadline) throws InterruptedException {
    if (thread != null) {
      thread.join(1 + deadline.left() / 1_000_000);
    }
  }

  /** Returns whether all was written, or there was nothing to write. */
  boolean written() {
    return thread == null || written;
  }
}
