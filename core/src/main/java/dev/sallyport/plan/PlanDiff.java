package dev.sallyport.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How one plan differs from another, as data and as text. Immutable.
 *
 * @param changes the differences, in the order of the newer plan, removals last
 */
public record PlanDiff(List<Change> changes) {

  /** Copies the list. */
  public PlanDiff {
    changes = List.copyOf(changes);
  }

  /** What became of one thing. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /** It is gone. */
    REMOVED,
    /** Its kind, edges or types changed. */
    STRUCTURE,
    /** Only timings or policies changed. */
    POLICY,
    /** It stands elsewhere in the order. */
    MOVED
  }

  /**
   * One difference.
   *
   * @param kind what became of it
   * @param path the id of the thing
   * @param before what it was; empty if it is new
   * @param after what it is; empty if it is gone
   */
  public record Change(Kind kind, String path, String before, String after) {
    @Override
    public String toString() {
      return switch (kind) {
        case ADDED -> "+ " + path + " (" + after + ")";
        case REMOVED -> "- " + path + " (" + before + ")";
        case STRUCTURE -> "~ " + path + ": " + before + " -> " + after;
        case POLICY -> "  " + path + ": " + before + " -> " + after;
        case MOVED -> "~ " + path + ": moved, " + before + " -> " + after;
      };
    }
  }

  /**
   * Returns whether the plans have another structure, so that a run cannot go from one to the
   * other.
   */
  public boolean isStructural() {
    return changes.stream().anyMatch(change -> change.kind() != Kind.POLICY);
  }

  /**
   * Returns the differences as text, a line each: + added, - removed, ~ changed, blank for policy.
   */
  @Override
  public String toString() {
    if (changes.isEmpty()) {
      return "no difference";
    }
    StringBuilder text = new StringBuilder();
    changes.forEach(change -> text.append(change).append('\n'));
    return text.toString().stripTrailing();
  }

  static PlanDiff between(PlanDescription older, PlanDescription newer) {
    Map<String, PlanDescription.Entry> gone = byKey(older);
    Map<String, PlanDescription.Entry> came = byKey(newer);
    Map<String, Integer> oldPlaces = places(gone.keySet(), came.keySet());
    Map<String, Integer> newPlaces = places(came.keySet(), gone.keySet());
    List<Change> changes = new ArrayList<>();
    if (!older.name().equals(newer.name())) {
      changes.add(new Change(Kind.STRUCTURE, "the plan's name", older.name(), newer.name()));
    }
    came.forEach(
        (key, now) -> {
          PlanDescription.Entry then = gone.remove(key);
          if (then == null) {
            changes.add(new Change(Kind.ADDED, now.path(), "", structure(now)));
            return;
          }
          String before = "place " + oldPlaces.get(key);
          String after = "place " + newPlaces.get(key);
          if (!structure(then).equals(structure(now))) {
            changes.add(new Change(Kind.STRUCTURE, now.path(), structure(then), structure(now)));
          } else if (!before.equals(after)) {
            changes.add(new Change(Kind.MOVED, now.path(), before, after));
          }
          if (!then.policy().equals(now.policy())) {
            changes.add(
                new Change(Kind.POLICY, now.path(), show(then.policy()), show(now.policy())));
          }
        });
    gone.values()
        .forEach(
            entry -> changes.add(new Change(Kind.REMOVED, entry.path(), structure(entry), "")));
    return new PlanDiff(changes);
  }

  /** Returns the places, from 1, of those keys that stand in both plans, among themselves. */
  private static Map<String, Integer> places(Set<String> keys, Set<String> others) {
    Map<String, Integer> places = new HashMap<>();
    for (String key : keys) {
      if (others.contains(key)) {
        places.put(key, places.size() + 1);
      }
    }
    return places;
  }

  /** An input or secret may be named like a phase, so the path alone is no key. */
  private static Map<String, PlanDescription.Entry> byKey(PlanDescription plan) {
    Map<String, PlanDescription.Entry> entries = new LinkedHashMap<>();
    for (PlanDescription.Entry entry : plan.entries()) {
      boolean value = entry.kind().equals("input") || entry.kind().equals("secret");
      entries.put((value ? "value " : "node ") + entry.path(), entry);
    }
    return entries;
  }

  private static String structure(PlanDescription.Entry entry) {
    return entry.kind() + ", " + entry.structure();
  }

  private static String show(String policy) {
    return policy.isEmpty() ? "(default)" : policy;
  }
}
