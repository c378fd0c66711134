package dev.sallyport.report;

/** The kinds of what stands in no phase, as a plan's description names them. */
final class Kinds {
  static final String START = "start";
  static final String WATCH = "watch";
  static final String ANNOUNCEMENT = "announcement";
  static final String ROLLBACK = "rollback";

  private Kinds() {}

  /** Returns whether things of a kind stand in a phase. */
  static boolean standsInPhase(String kind) {
    return !kind.equals(START) && !kind.equals(WATCH) && !kind.equals(ANNOUNCEMENT);
  }

  /** Returns what a path must be of which the plan says nothing. */
  static String of(String path) {
    if (path.equals("@start")) {
      return START;
    } else if (path.startsWith("@watch/")) {
      return WATCH;
    } else if (path.startsWith("@announce/")) {
      return ANNOUNCEMENT;
    }
    return path.endsWith("/@rollback") ? ROLLBACK : "step";
  }
}
