package dev.sallyport.testkit.simulation;

import dev.sallyport.journal.Work;

/** One piece of the plan's code: the run, the probe or the undo at a path. */
record Target(Work work, String path) {
  private static final String ROLLBACK = "/@rollback";

  static Target rollbackOf(String phase) {
    return new Target(Work.UNDO, phase + ROLLBACK);
  }

  boolean isRollback() {
    return path.endsWith(ROLLBACK);
  }
}
