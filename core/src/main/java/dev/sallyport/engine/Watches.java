package dev.sallyport.engine;

import dev.sallyport.plan.Graph;

/**
 * When the spans of watches open and close. Works on a copy of a state that nobody else has seen.
 */
final class Watches {
  private Watches() {}

  /** Opens the watches that begin with a phase; with the plan, if it is -1. */
  static void open(RunState state, int phase) {
    for (Graph.WatchNode watch : state.units.graph.watches()) {
      int unit = state.units.watches + watch.index();
      if (watch.from() == phase && state.at(unit).status == Status.WAITING) {
        state.set(unit, UnitState.READY);
      }
    }
  }

  /** Lets the watches that end with a phase take their last sample. */
  static void close(RunState state, int phase) {
    for (Graph.WatchNode watch : state.units.graph.watches()) {
      int unit = state.units.watches + watch.index();
      UnitState was = state.at(unit);
      if (watch.until() == phase && !was.status.letsPass() && was.closingSince == null) {
        state.set(
            unit,
            was.with(
                s -> {
                  s.closingSince = state.now;
                  s.sampleNow = true;
                }));
      }
    }
  }

  /** Returns whether every watch that ends with a phase has ended. */
  static boolean areClosed(RunState state, int phase) {
    for (Graph.WatchNode watch : state.units.graph.watches()) {
      int unit = state.units.watches + watch.index();
      if (watch.until() == phase && !state.at(unit).status.letsPass()) {
        return false;
      }
    }
    return true;
  }
}
