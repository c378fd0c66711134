package dev.sallyport.cli.checklist;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the longest run of numbers that do not fall, not necessarily neighbours. */
final class LongestRun {
  private LongestRun() {}

  /** Returns the places of its members. */
  static Set<Integer> of(List<Integer> numbers) {
    int[] length = new int[numbers.size()];
    int[] before = new int[numbers.size()];
    int last = -1;
    for (int i = 0; i < length.length; i++) {
      length[i] = 1;
      before[i] = -1;
      for (int j = 0; j < i; j++) {
        if (numbers.get(j) <= numbers.get(i) && length[j] + 1 > length[i]) {
          length[i] = length[j] + 1;
          before[i] = j;
        }
      }
      last = last < 0 || length[i] > length[last] ? i : last;
    }
    Set<Integer> places = new HashSet<>();
    for (int i = last; i >= 0; i = before[i]) {
      places.add(i);
    }
    return places;
  }
}
