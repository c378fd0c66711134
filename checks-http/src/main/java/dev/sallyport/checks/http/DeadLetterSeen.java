package dev.sallyport.checks.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of an event that cannot be delivered, and of one after it.
 *
 * @param event the one that cannot be delivered
 * @param attempts how often it was tried
 * @param sinceLast how long ago the last attempt was, when the watch for the dead letter ended
 * @param waited how long the dead letter was waited for
 * @param letters what is new in the dead-letter queue
 * @param attemptsWhenDead how often it was tried after it was there
 * @param next whether the event after it was delivered
 */
record DeadLetterSeen(
    String event,
    int attempts,
    Duration sinceLast,
    Duration waited,
    List<String> letters,
    int attemptsWhenDead,
    boolean next) {

  DeadLetterSeen {
    letters = List.copyOf(letters);
  }

  /** Returns what is in a queue beyond what was there; equal payloads are counted. */
  static List<String> newIn(List<String> now, List<String> before) {
    List<String> rest = new ArrayList<>(now);
    before.forEach(rest::remove);
    return rest;
  }
}
