package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.UndoPolicy;
import java.time.Instant;
import java.util.Objects;

/** Decisions about a unit while the run walks back. */
final class DecideUndo {
  private final Decide decide;
  private final RunState state;
  private final Units units;

  DecideUndo(Decide decide) {
    this.decide = decide;
    this.state = decide.state;
    this.units = decide.units;
  }

  void unit(int index, UnitState unit) {
    if (units.isWatch(index) || unit.question != null || !Walkback.mayBeUndone(state, index)) {
      return;
    }
    switch (unit.status) {
      case DONE -> {
        if (units.isReversible(index)) {
          start(index);
        }
      }
      case UNKNOWN, FAILED, PASSED_OVER, READY, RETRYING -> {
        if (state.isInTheWay(index)) {
          lookFor(index, unit);
        }
      }
      case UNDO_READY -> start(index);
      case UNDO_RETRYING -> retrying(index, unit);
      case UNDO_UNKNOWN -> undoUnknown(index, unit);
      case VERIFYING -> verifying(index, unit);
      case UNDO_FAILED -> {
        if (units.plan.asksOnUndoFailure()) {
          decide.ask(index, Questions.undoFailed(units.path(index), unit));
        }
      }
      default -> {}
    }
  }

  private void start(int index) {
    if (!state.paused) {
      decide.start(index, Work.UNDO);
    }
  }

  private void lookFor(int index, UnitState unit) {
    if (units.hasProbe(index) && unit.probeGaveUp == null) {
      probe(index, unit);
    } else {
      decide.ask(index, Questions.unknownInRollback(units.path(index), unit));
    }
  }

  private void probe(int index, UnitState unit) {
    Instant due = unit.status == Status.RETRYING ? null : unit.dueAt;
    if (due != null && state.now.isBefore(due)) {
      decide.wake(index, due);
    } else {
      decide.start(index, Work.PROBE);
    }
  }

  private void retrying(int index, UnitState unit) {
    Instant due = Objects.requireNonNull(unit.dueAt, "dueAt");
    if (state.now.isBefore(due)) {
      decide.wake(index, due);
    } else {
      start(index);
    }
  }

  private void undoUnknown(int index, UnitState unit) {
    UndoPolicy policy = units.undoPolicy(index);
    if (units.hasProbe(index) && unit.probeGaveUp == null) {
      probe(index, unit);
    } else if (policy.idempotent() && unit.crashed) {
      start(index);
    } else {
      decide.ask(index, Questions.unknownUndo(units.path(index), unit));
    }
  }

  private void verifying(int index, UnitState unit) {
    Gate gate = Objects.requireNonNull(units.gate(index, Status.VERIFYING), "verification");
    if (unit.progress == null) {
      decide.record(new Event.GateReached(state.now, units.path(index), Work.UNDO, state.now));
    } else {
      new DecideGate(decide).judge(index, unit, gate, Work.UNDO);
    }
  }
}
