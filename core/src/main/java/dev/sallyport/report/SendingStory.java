package dev.sallyport.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one sending of an announcement. Immutable.
 *
 * @param number counts the sendings of the announcement, from 1
 * @param startedAt when it began
 * @param moment what it was about
 * @param phase the phase it was about; empty if it was about none
 * @param subject its subject
 * @param endedAt when it ended; null while it is being sent
 * @param result what became of it
 * @param said what the channel calls it, or why it was not sent
 */
public record SendingStory(
    int number,
    Instant startedAt,
    String moment,
    String phase,
    String subject,
    @Nullable Instant endedAt,
    Result result,
    String said) {

  /** What became of a sending. */
  public enum Result {
    /** It is being sent. */
    UNDER_WAY,
    /** It was sent. */
    SENT,
    /** It was not sent. */
    NOT_SENT,
    /** Nobody knows whether it was sent. */
    UNKNOWN
  }

  SendingStory ended(Instant at, Result how, String what) {
    return new SendingStory(number, startedAt, moment, phase, subject, at, how, what);
  }

  /** Returns what became of it in words. */
  String words() {
    String word =
        switch (result) {
          case UNDER_WAY -> "being sent";
          case SENT -> "sent";
          case NOT_SENT -> "not sent";
          case UNKNOWN -> "unknown whether it was sent";
        };
    return said.isBlank() ? word : word + (result == Result.SENT ? ", receipt " : ": ") + said;
  }
}
