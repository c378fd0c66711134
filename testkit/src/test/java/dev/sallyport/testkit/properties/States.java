package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the states that runs came through. A state is what happened last to each node, and to the
 * run as a whole; kept as a hash, so that a run of millions fits into memory.
 */
final class States {
  private long[] table = new long[1 << 10];
  private int size;

  /** Adds the states of a run, in a space of their own for each {@code plan}. */
  void add(Trace trace, long plan) {
    Map<String, Long> last = new HashMap<>();
    long state = mix(plan);
    for (Event event : trace.events()) {
      String path = event instanceof Event.OfNode ofNode ? ofNode.path() : "";
      long next = mix(31L * path.hashCode() + event.getClass().getName().hashCode());
      Long before = last.put(path, next);
      state += next - (before == null ? 0 : before);
      add(state == 0 ? 1 : state);
    }
  }

  int count() {
    return size;
  }

  private void add(long state) {
    int at = slot(table, state);
    if (table[at] == 0) {
      table[at] = state;
      size++;
      if (size > table.length / 2) {
        grow();
      }
    }
  }

  private void grow() {
    long[] bigger = new long[table.length * 2];
    for (long state : table) {
      if (state != 0) {
        bigger[slot(bigger, state)] = state;
      }
    }
    table = bigger;
  }

  private static int slot(long[] table, long state) {
    int at = (int) (mix(state) & (table.length - 1));
    while (table[at] != 0 && table[at] != state) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }
}
