package dev.sallyport.report;

import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a node's work.
 *
 * @param work what it did
 * @param number which attempt it was, from 1
 * @param startedAt when it began
 * @param endedAt when it ended; null while it is under way
 * @param result how it ended
 * @param detail what went wrong; empty for nothing
 * @param nextAt when the next attempt begins; null for no other
 */
public record AttemptStory(
    Work work,
    int number,
    Instant startedAt,
    @Nullable Instant endedAt,
    Result result,
    String detail,
    @Nullable Instant nextAt) {

  /** How an attempt ended. */
  public enum Result {
    /** It has not. */
    UNDER_WAY,
    /** Well. */
    SUCCEEDED,
    /** It failed and left no effect. */
    FAILED,
    /** Nobody knows. */
    UNKNOWN
  }

  static AttemptStory begun(Work work, int number, Instant at) {
    return new AttemptStory(work, number, at, null, Result.UNDER_WAY, "", null);
  }

  AttemptStory ended(Instant at, Result how, String why, @Nullable Instant next) {
    return new AttemptStory(work, number, startedAt, at, how, why, next);
  }

  /** Returns how long it took; up to {@code now} if it is still under way. */
  public Duration took(Instant now) {
    return Duration.between(startedAt, endedAt == null ? now : endedAt);
  }
}
