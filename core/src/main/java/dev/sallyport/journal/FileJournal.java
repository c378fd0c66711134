package dev.sallyport.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The journal of one run in a file, one record a line. Owned until it is closed. */
final class FileJournal implements Journal {
  private final Path path;
  private final JournalFile file;
  private final Closeable lock;
  private final List<Event> recorded;
  private final long cutOff;
  private final LineBuffer waiting = new LineBuffer();
  private long last;
  // What an owner before this one wrote may never have been forced.
  private boolean unforced = true;
  private boolean open = true;
  private @Nullable String failure;
  private @Nullable Throwable cause;

  FileJournal(Path path, JournalFile file, Closeable lock, Contents contents) {
    this.path = path;
    this.file = file;
    this.lock = lock;
    this.recorded = contents.events();
    this.cutOff = contents.torn();
    this.last = recorded.size();
  }

  @Override
  public List<Event> recorded() {
    return recorded;
  }

  @Override
  public long cutOff() {
    return cutOff;
  }

  @Override
  public void append(Event event) {
    try {
      checkUsable();
    } catch (JournalException e) {
      throw new UncheckedIOException(e);
    }
    EventCodec.write(last + 1, event, waiting);
    last++;
  }

  @Override
  public void flush() throws IOException {
    checkUsable();
    write();
  }

  @Override
  public void force() throws IOException {
    checkUsable();
    write();
    if (unforced) {
      try {
        file.force();
      } catch (IOException | RuntimeException | Error e) {
        throw fail("forced to the disk", e);
      }
      unforced = false;
    }
  }

  @Override
  public void close() throws IOException {
    if (!open) {
      return;
    }
    open = false;
    try (lock;
        file) {
      if (failure == null) {
        write();
      }
    }
  }

  private void write() throws JournalException {
    if (waiting.size() == 0) {
      return;
    }
    unforced = true;
    try {
      waiting.drainTo(file);
    } catch (IOException | RuntimeException | Error e) {
      throw fail("written", e);
    }
  }

  private JournalException fail(String what, Throwable e) {
    failure =
        "The journal "
            + path
            + " could not be "
            + what
            + ": "
            + e.getMessage()
            + ". What the disk holds of it is unknown from here on, so the run stops and nothing"
            + " more is recorded. See to the disk, its space and the system's log; then resume the"
            + " run.";
    cause = e;
    return new JournalException(failure, e);
  }

  private void checkUsable() throws JournalException {
    if (!open) {
      throw new IllegalStateException("The journal is closed.");
    }
    if (failure != null && cause != null) {
      throw new JournalException(failure, cause);
    }
  }
}
