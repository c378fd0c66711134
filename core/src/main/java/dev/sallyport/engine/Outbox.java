package dev.sallyport.engine;

import dev.sallyport.plan.Announcement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of an announcement is still to be sent, and what is being sent. Immutable.
 *
 * @param queue what is due, in order
 * @param number how many sendings were begun
 * @param sending whether the last of them has not ended
 * @param lost whether the engine that sent it has died
 * @param begunAt when the last one was begun
 * @param pausing whether its cadence pauses
 */
record Outbox(
    List<Due> queue,
    int number,
    boolean sending,
    boolean lost,
    @Nullable Instant begunAt,
    boolean pausing) {

  static final Outbox EMPTY = new Outbox(List.of(), 0, false, false, null, false);

  /**
   * Something that is due.
   *
   * @param phase the phase it is about; empty if it is about none
   */
  record Due(Announcement.Moment moment, String phase) {}

  Outbox with(Due due) {
    List<Due> longer = Stream.concat(queue.stream(), Stream.of(due)).toList();
    return new Outbox(longer, number, sending, lost, begunAt, pausing);
  }

  /** Returns it after the first in the queue was begun, or one of the cadence if there is none. */
  Outbox begun(int count, Instant at) {
    List<Due> rest = queue.isEmpty() ? queue : queue.subList(1, queue.size());
    return new Outbox(List.copyOf(rest), count, true, false, at, pausing);
  }

  Outbox ended() {
    return new Outbox(queue, number, false, false, begunAt, pausing);
  }

  /** Returns it as another engine finds it. */
  Outbox takenOver() {
    return sending ? new Outbox(queue, number, true, true, begunAt, pausing) : this;
  }

  Outbox pausing(boolean pauses) {
    return new Outbox(queue, number, sending, lost, begunAt, pauses);
  }

  boolean isIdle() {
    return queue.isEmpty() && !sending;
  }
}
