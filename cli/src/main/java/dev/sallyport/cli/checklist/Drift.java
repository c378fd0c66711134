package dev.sallyport.cli.checklist;

/**
 * One way in which a checklist and a plan have drifted apart. Immutable.
 *
 * @param kind what happened
 * @param line the line of the checklist; 0 for what stands in the plan only
 * @param where the file and line of the plan's code, or empty
 * @param what what differs, both sides
 * @param wayOut what to do about it
 */
public record Drift(Kind kind, int line, String where, String what, String wayOut) {

  /** What may have happened to an item. */
  public enum Kind {
    /** It stands in the checklist only. */
    ADDED,
    /** It stands in the plan only. */
    REMOVED,
    /** It reads differently. */
    REWORDED,
    /** It stands in another phase. */
    MOVED,
    /** It stands in another order within its phase. */
    REORDERED
  }
}
