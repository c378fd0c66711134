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

  /**
   * Up to so many are compared with each other, which is quicker than a set as long as the plan.
   */
  private static final int FEW = 16;

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
    if (units.length <= FEW) {
      return distinctOfFew(units);
    }
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

  private static int[] distinctOfFew(int[] units) {
    int kept = 0;
    for (int unit : units) {
      int at = 0;
      while (at < kept && units[at] != unit) {
        at++;
      }
      if (at == kept) {
        units[kept++] = unit;
      }
    }
    return java.util.Arrays.copyOf(units, kept);
  }
}
