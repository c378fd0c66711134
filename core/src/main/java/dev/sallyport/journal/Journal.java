package dev.sallyport.journal;

import java.io.IOException;
import java.util.List;

/**
 * The record of one run, owned by whoever opened it. Not thread-safe: a run has one event loop.
 *
 * <p>The order of calls is: {@link #append} any number of times, then {@link #force} before
 * anything that depends on those events is done, or {@link #flush} where nothing does.
 */
public interface Journal extends AutoCloseable {

  /** Returns the events found when the journal was opened; empty for a new one. */
  List<Event> recorded();

  /** Returns how many bytes of a torn last record were cut off on opening. */
  long cutOff();

  /**
   * Adds an event after the others; not yet durable.
   *
   * @throws IllegalArgumentException if a codec cannot write what the event holds; nothing was
   *     added
   * @throws java.io.UncheckedIOException if a flush or a force has failed before; nothing was added
   * @throws IllegalStateException if the journal is closed
   */
  void append(Event event);

  /**
   * Hands what was appended to the operating system, so that it outlives this process.
   *
   * @throws IOException if that failed; the journal must not be used any more
   * @throws IllegalStateException if the journal is closed
   */
  void flush() throws IOException;

  /**
   * Forces what was appended to the disk, so that it outlives the machine's power. One call serves
   * everything appended before it.
   *
   * @throws IOException if that failed; the journal must not be used any more, because what the
   *     operating system holds of it is unknown from here on, and every later call fails as well
   * @throws IllegalStateException if the journal is closed
   */
  void force() throws IOException;

  /**
   * Flushes, unless that has failed before, and gives the ownership up. Does nothing the second
   * time.
   *
   * @throws IOException if the flush failed; the ownership is given up all the same
   */
  @Override
  void close() throws IOException;
}
