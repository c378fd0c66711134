package dev.sallyport.testkit.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is to happen when, in virtual time. */
final class Agenda {
  private final Choices choices;
  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long asked;

  Agenda(Choices choices) {
    this.choices = choices;
  }

  Due at(Instant time, Runnable what) {
    Due due = new Due(time, asked++, what);
    queue.add(due);
    return due;
  }

  /** Forgets all but what is marked to survive. */
  void clear() {
    queue.removeIf(due -> !due.survives);
  }

  /** Takes what is next, chosen among all that is due at the same time; null if nothing is left. */
  @Nullable Due next() {
    Due first = poll();
    if (first == null) {
      return null;
    }
    List<Due> same = new ArrayList<>();
    Due other = poll();
    while (other != null && other.at.equals(first.at)) {
      same.add(other);
      other = poll();
    }
    if (other != null) {
      queue.add(other);
    }
    if (same.isEmpty()) {
      return first;
    }
    same.add(0, first);
    Due chosen = same.remove(choices.pick(same.size()));
    queue.addAll(same);
    return chosen;
  }

  private @Nullable Due poll() {
    Due due = queue.poll();
    while (due != null && due.cancelled) {
      due = queue.poll();
    }
    return due;
  }
}
