package dev.sallyport.testkit;

import dev.sallyport.journal.Event;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/** A run's story around the events that matter: a few before each and after, and it marked. */
final class Excerpt {
  private static final int BEFORE = 3;
  private static final int AFTER = 2;
  private static final int LONGEST = 160;
  private static final int MOST_AT_EACH_END = 2;

  private final List<Event> events;
  private final BitSet marked = new BitSet();

  private Excerpt(List<Event> events) {
    this.events = events;
  }

  /** Returns the story around these events; where there are none, around the run's turn or end. */
  static String around(List<Event> events, Predicate<Event> matters) {
    Excerpt excerpt = new Excerpt(events);
    excerpt.mark(matters);
    if (excerpt.marked.isEmpty()) {
      excerpt.mark(Excerpt::isTurn);
    }
    if (excerpt.marked.isEmpty() && !events.isEmpty()) {
      excerpt.marked.set(events.size() - 1);
    }
    return excerpt.write();
  }

  private static boolean isTurn(Event event) {
    return event instanceof Event.RollbackStarted || event instanceof Event.StopRequested;
  }

  private void mark(Predicate<Event> matters) {
    for (int i = 0; i < events.size(); i++) {
      marked.set(i, matters.test(events.get(i)));
    }
    int[] all = marked.stream().toArray();
    for (int i = MOST_AT_EACH_END; i < all.length - MOST_AT_EACH_END; i++) {
      marked.clear(all[i]);
    }
  }

  private String write() {
    if (events.isEmpty()) {
      return "\nNothing was recorded.";
    }
    BitSet shown = new BitSet();
    marked.stream()
        .forEach(
            at -> shown.set(Math.max(0, at - BEFORE), Math.min(events.size(), at + AFTER + 1)));
    StringBuilder text = new StringBuilder("\nThe run around it:");
    int at = 0;
    while (at < events.size()) {
      if (shown.get(at)) {
        text.append('\n').append(marked.get(at) ? "  -> " : "     ").append(line(events.get(at)));
        at++;
      } else {
        int next = shown.nextSetBit(at);
        int left = (next < 0 ? events.size() : next) - at;
        text.append("\n     ... ").append(left).append(left == 1 ? " event" : " events");
        at += left;
      }
    }
    return text.toString();
  }

  private String line(Event event) {
    String said = Report.line(event);
    return after(events.get(0).at(), event.at())
        + "  "
        + (said.length() <= LONGEST ? said : said.substring(0, LONGEST - 3) + "...");
  }

  private static String after(Instant start, Instant at) {
    return "+" + Spans.exact(Duration.between(start, at));
  }
}
