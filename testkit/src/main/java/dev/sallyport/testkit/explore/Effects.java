package dev.sallyport.testkit.explore;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger: which effects are there, kept outside the engine, and what was wrong with them. */
final class Effects {
  private final Anatomy anatomy;
  private final Map<String, Integer> there = new LinkedHashMap<>();
  private final Set<String> undoneBefore = new LinkedHashSet<>();
  private final Set<String> left = new LinkedHashSet<>();
  final List<Breach> breaches = new ArrayList<>();

  Effects(Anatomy anatomy) {
    this.anatomy = anatomy;
  }

  boolean has(String path) {
    return there.containsKey(path);
  }

  /** Returns the effects that are there, in the order in which they came. */
  List<String> all() {
    return List.copyOf(there.keySet());
  }

  /** A person leaves an effect as it is, so that what lies beneath it may be undone. */
  void leave(String path) {
    left.add(path);
  }

  void done(String path) {
    Step<?> step = anatomy.step(path);
    if (step == null || anatomy.isReadOnly(path)) {
      return;
    }
    if (there.merge(path, 1, Integer::sum) > 1 && !step.isIdempotent()) {
      breaches.add(
          new Breach(
              Rule.NOTHING_DONE_TWICE,
              path,
              "'"
                  + path
                  + "' took effect twice. It is tried again without knowing whether the attempt before took"
                  + " effect: give it a probe, or declare it idempotent() if doing it twice does no"
                  + " harm."));
    }
  }

  void undone(String path) {
    Step<?> step = anatomy.step(path);
    if (step == null) {
      return;
    }
    boolean again = undoneBefore.contains(path) && isIdempotentUndo(step);
    if (there.remove(path) == null && !again) {
      breaches.add(
          new Breach(
              Rule.NOTHING_UNDONE_THAT_WAS_NOT_DONE,
              path,
              "'" + path + "' was undone, but had no effect."));
    }
    undoneBefore.add(path);
    for (String other : there.keySet()) {
      if (anatomy.isAfter(other, path) && anatomy.isReversible(other) && !left.contains(other)) {
        breaches.add(
            new Breach(
                Rule.UNDONE_IN_REVERSE_ORDER,
                path,
                "'"
                    + path
                    + "' was undone while '"
                    + other
                    + "', which came after it, was there."));
      }
    }
  }

  private static boolean isIdempotentUndo(Step<?> step) {
    return step.effect() instanceof Effect.Reversible<?> reversible
        && reversible.policy().idempotent();
  }
}
