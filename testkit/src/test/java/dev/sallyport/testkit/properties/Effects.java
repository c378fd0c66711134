package dev.sallyport.testkit.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The effects of a run, kept outside the engine: the judge of what it did. */
final class Effects {
  private final Set<String> there = new LinkedHashSet<>();
  private final Set<String> everThere = new LinkedHashSet<>();
  private final Set<String> takenForDone = new LinkedHashSet<>();
  private final Map<String, Integer> undone = new LinkedHashMap<>();
  private final List<Breach> breaches = new ArrayList<>();

  void done(String path) {
    there.add(path);
    everThere.add(path);
  }

  void undone(String path) {
    there.remove(path);
    undone.merge(path, 1, Integer::sum);
  }

  /** A person took it back by hand. */
  void takenBack(String path) {
    there.remove(path);
  }

  /** A person said that it was done, and it was not. */
  void takenForDone(String path) {
    takenForDone.add(path);
  }

  boolean holds(String path) {
    return there.contains(path);
  }

  /** Returns whether it was there at any time, or somebody who must know said so. */
  boolean mayBeUndone(String path) {
    return everThere.contains(path) || takenForDone.contains(path);
  }

  boolean wasTakenForDone(String path) {
    return takenForDone.contains(path);
  }

  /** Returns whether nothing is there any more; for what was never there, whether its undo ran. */
  boolean isUndone(String path) {
    return everThere.contains(path) ? !there.contains(path) : undos(path) > 0;
  }

  int undos(String path) {
    return undone.getOrDefault(path, 0);
  }

  Set<String> there() {
    return there;
  }

  void breach(int invariant, String words) {
    breaches.add(new Breach(invariant, words));
  }

  List<Breach> breaches() {
    return breaches;
  }
}
