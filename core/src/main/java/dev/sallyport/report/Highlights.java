package dev.sallyport.report;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run that tell its story: without beginnings whose end is told, and of the samples
 * only those in which a verdict changed; of a verdict that changed very often, the first and the
 * last.
 */
final class Highlights {
  private static final int ENDS = 5;
  private static final int LONGEST = 240;

  private final Map<String, String> verdicts = new HashMap<>();
  private final Map<String, String> subjects = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Integer> changes;
  private final Times times;

  private Highlights(Times times, Map<String, Integer> changes) {
    this.times = times;
    this.changes = changes;
  }

  /** Returns a row for each: when, how long after the start, what. */
  static List<List<String>> rows(List<Event> events, Times times) {
    List<Event> telling = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Event next = i + 1 < events.size() ? events.get(i + 1) : null;
      if (!isBeginning(events.get(i)) && !tells(next, events.get(i))) {
        telling.add(events.get(i));
      }
    }
    Highlights counting = new Highlights(times, Map.of());
    telling.forEach(counting::changed);
    Highlights found = new Highlights(times, counting.seen);
    for (Event event : events) {
      if (event instanceof Event.AnnouncementStarted begun) {
        found.subjects.put(begun.path() + " " + begun.number(), begun.subject());
      }
    }
    List<List<String>> rows = new ArrayList<>();
    telling.forEach(event -> found.add(event, rows));
    return rows;
  }

  /** Returns whether the next event, the end of a gate, says what its last sample says as well. */
  private static boolean tells(@Nullable Event next, Event event) {
    return event instanceof Event.Sampled sample
        && next instanceof Event.GateOpened opened
        && opened.path().equals(sample.path())
        && opened.reason().equals(sample.verdict().reason());
  }

  private void add(Event event, List<List<String>> rows) {
    if (!(event instanceof Event.Sampled sample)) {
      rows.add(row(event, EventText.of(event) + subject(event)));
    } else if (changed(event)) {
      change(sample, rows);
    }
  }

  /** Returns what an announcement that ended was about; its beginning is not told. */
  private String subject(Event event) {
    String subject = "";
    if (event instanceof Event.AnnouncementSent sent) {
      subject = subjects.getOrDefault(sent.path() + " " + sent.number(), "");
    } else if (event instanceof Event.AnnouncementFailed failed) {
      subject = subjects.getOrDefault(failed.path() + " " + failed.number(), "");
    }
    return subject.isEmpty() ? "" : " ('" + subject + "')";
  }

  private void change(Event.Sampled sample, List<List<String>> rows) {
    int number = seen.getOrDefault(key(sample), 0);
    int left = changes.getOrDefault(key(sample), 0) - 2 * ENDS;
    if (left <= 1 || number <= ENDS || number > ENDS + left) {
      rows.add(row(sample, EventText.of(sample)));
    } else if (number == ENDS + 1) {
      rows.add(
          row(sample, sample.path() + ": " + left + " changes of the verdict are left out here"));
    }
  }

  private List<String> row(Event event, String what) {
    return List.of(times.clock(event.at()), times.offset(event.at()), Words.shorten(what, LONGEST));
  }

  /** Counts a change of verdict, and returns whether the event is one. */
  private boolean changed(Event event) {
    if (!(event instanceof Event.Sampled sample)) {
      return false;
    }
    Verdict danger = sample.danger();
    String word = sample.verdict().word() + (danger != null && danger.passed() ? " danger" : "");
    boolean changed = !word.equals(verdicts.put(key(sample), word));
    if (changed) {
      seen.merge(key(sample), 1, Integer::sum);
    }
    return changed;
  }

  private static String key(Event.Sampled sample) {
    return sample.work() + " " + sample.path();
  }

  /** Returns whether the event begins what a later one ends. Others, also new ones, are told. */
  private static boolean isBeginning(Event event) {
    boolean first =
        event instanceof Event.AttemptStarted started
            && started.work() != Work.PROBE
            && started.attempt() == 1;
    return first
        || event instanceof Event.GateReached
        || event instanceof Event.AnnouncementStarted;
  }
}
