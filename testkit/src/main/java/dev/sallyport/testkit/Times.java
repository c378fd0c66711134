package dev.sallyport.testkit;

import dev.sallyport.journal.Event;
import java.time.Duration;
import java.util.List;

/** How long a run took, and where the time went. */
final class Times {
  private Times() {}

  static Duration elapsed(List<Event> events) {
    return events.isEmpty()
        ? Duration.ZERO
        : Duration.between(events.get(0).at(), events.get(events.size() - 1).at());
  }

  /** Returns the event before which nothing was recorded for the longest time. */
  static Event afterLongestPause(List<Event> events) {
    Event found = events.get(0);
    Duration longest = Duration.ZERO;
    for (int i = 1; i < events.size(); i++) {
      Duration pause = Duration.between(events.get(i - 1).at(), events.get(i).at());
      if (pause.compareTo(longest) > 0) {
        longest = pause;
        found = events.get(i);
      }
    }
    return found;
  }
}
