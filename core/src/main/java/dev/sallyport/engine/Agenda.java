package dev.sallyport.engine;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The units that something happened to since the last decision, newest first. Immutable.
 *
 * <p>So a decision looks at what changed and not at the whole plan. After a replay it holds
 * whatever a fresh engine must look at.
 */
record Agenda(int unit, int size, @Nullable Agenda rest) {

  static @Nullable Agenda add(@Nullable Agenda agenda, int unit) {
    return new Agenda(unit, agenda == null ? 1 : agenda.size + 1, agenda);
  }

  /** Returns the units, oldest first, each once. */
  static int[] units(@Nullable Agenda agenda, int all) {
    if (agenda == null) {
      return new int[0];
    }
    int[] units = new int[agenda.size];
    int at = units.length;
    for (Agenda a = agenda; a != null; a = a.rest) {
      units[--at] = a.unit;
    }
    return units.length == 1 ? units : distinct(units, all);
  }

  private static int[] distinct(int[] units, int all) {
    BitSet seen = new BitSet(all);
    int kept = 0;
    for (int unit : units) {
      if (!seen.get(unit)) {
        seen.set(unit);
        units[kept++] = unit;
      }
    }
    return java.util.Arrays.copyOf(units, kept);
  }
}
