package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What made a run turn back or stop: the node's evidence, its last samples, and the first sign.
 *
 * @param node the node that the trigger names
 * @param last its last samples, the newest last
 * @param firstSign the first sample, or failed attempt, since which nothing went well; null if
 *     there was none
 */
record IncidentCause(NodeStory node, List<Event.Sampled> last, @Nullable Instant firstSign) {
  private static final int KEPT = 8;

  /** Returns the cause; null if the run went on, or a person turned it. */
  static @Nullable IncidentCause of(Story story, List<Event> events) {
    NodeStory node = story.cause();
    if (node == null) {
      return null;
    }
    Deque<Event.Sampled> last = new ArrayDeque<>();
    Instant sign = null;
    for (Event event : events) {
      if (event instanceof Event.Sampled sample && isOf(node, sample)) {
        last.addLast(sample);
        if (last.size() > KEPT) {
          last.removeFirst();
        }
        sign = isWell(sample) ? null : sign == null ? event.at() : sign;
      } else if (event instanceof Event.AttemptFailed failed && failed.path().equals(node.path())) {
        sign = failed.work() == Work.RUN && sign == null ? event.at() : sign;
      }
    }
    return new IncidentCause(node, new ArrayList<>(last), sign);
  }

  private static boolean isOf(NodeStory node, Event.Sampled sample) {
    return sample.work() != Work.UNDO && sample.path().equals(node.path());
  }

  private static boolean isWell(Event.Sampled sample) {
    return sample.verdict().passed() && (sample.danger() == null || !sample.danger().passed());
  }

  void write(Times times, Document out) {
    new EvidenceSection(times).facts(node, out);
    if (last.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Event.Sampled sample : last) {
      rows.add(
          List.of(
              times.clock(sample.at()),
              times.offset(sample.at()),
              EventText.node(sample),
              String.valueOf(sample.verdict().evidence().samples())));
    }
    out.paragraph("The last samples before it:");
    out.table(List.of("at", "after", "verdict", "measurements"), rows);
  }
}
