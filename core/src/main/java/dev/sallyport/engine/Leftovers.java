package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Graph;
import java.util.ArrayList;
import java.util.List;

/** What a rollback that can go no further has not taken back. */
record Leftovers(List<Leftover> list, String cause) {

  static Leftovers of(RunState state) {
    List<Leftover> list = new ArrayList<>();
    for (int unit = 0; unit < state.units.nodes; unit++) {
      UnitState was = state.at(unit);
      if (was.status == Status.LEFT || state.isInTheWay(unit)) {
        list.add(new Leftover(state.units.path(unit), why(was)));
      }
    }
    for (Graph.PhaseNode phase : state.units.graph.phases()) {
      int unit = state.units.rollbackOf(phase);
      UnitState was = state.at(unit);
      boolean pending = was.status == Status.WAITING && Walkback.needsRollback(state, phase);
      if (pending || was.status == Status.UNDO_FAILED || was.status == Status.LEFT) {
        list.add(new Leftover(state.units.path(unit), why(was)));
      }
    }
    String cause = state.turn instanceof Event.RollbackStarted turn ? turn.reason() : "";
    return new Leftovers(list, cause);
  }

  private static String why(UnitState unit) {
    return switch (unit.status) {
      case UNDO_FAILED -> "its undo failed: " + unit.reasonOr("no reason is known");
      case LEFT -> unit.reasonOr("left as it is");
      default -> "its undo was not run, because one that comes before it failed";
    };
  }

  Outcome outcome() {
    return list.isEmpty() ? Outcome.ROLLED_BACK : Outcome.PARTIAL;
  }

  String reason() {
    return list.isEmpty()
        ? cause
        : cause
            + "; "
            + list.size()
            + (list.size() == 1 ? " thing is" : " things are")
            + " left over";
  }
}
