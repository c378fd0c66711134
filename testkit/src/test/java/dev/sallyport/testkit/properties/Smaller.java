package dev.sallyport.testkit.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Makes the two lists of a run that went wrong smaller, as long as it goes wrong all the same. */
record Smaller(List<Integer> plan, List<Integer> world) {

  static Smaller of(
      List<Integer> plan, List<Integer> world, BiPredicate<List<Integer>, List<Integer>> wrong) {
    Smaller best = new Smaller(plan, world);
    Smaller before;
    do {
      before = best;
      List<Integer> fixed = best.world;
      List<Integer> less = shrink(best.plan, candidate -> wrong.test(candidate, fixed));
      best = new Smaller(less, shrink(fixed, candidate -> wrong.test(less, candidate)));
    } while (!best.equals(before));
    return best;
  }

  private static List<Integer> shrink(
      List<Integer> list, java.util.function.Predicate<List<Integer>> wrong) {
    List<Integer> best = list;
    for (int chunk = Math.max(1, list.size() / 2); chunk > 0; chunk /= 2) {
      for (int at = 0; at + chunk <= best.size(); ) {
        List<Integer> shorter = new ArrayList<>(best.subList(0, at));
        shorter.addAll(best.subList(at + chunk, best.size()));
        if (wrong.test(shorter)) {
          best = shorter;
        } else {
          at += chunk;
        }
      }
    }
    for (int at = 0; at < best.size(); at++) {
      for (int smaller : new int[] {0, best.get(at) % 10, best.get(at) / 2}) {
        List<Integer> lower = new ArrayList<>(best);
        lower.set(at, smaller);
        if (smaller < best.get(at) && wrong.test(lower)) {
          best = lower;
          break;
        }
      }
    }
    return best;
  }
}
