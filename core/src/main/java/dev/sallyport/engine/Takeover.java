package dev.sallyport.engine;

import java.time.Duration;
import java.util.List;

/** What a resume makes of a state: whatever was under way then has an unknown outcome. */
final class Takeover {
  private static final String WHY = "the engine ended while it ran";

  private Takeover() {}

  static void apply(RunState state, Duration downtime, boolean changed) {
    for (int unit = 0; unit < state.units.count; unit++) {
      UnitState was = state.at(unit);
      switch (was.status) {
        case RUNNING -> ran(state, unit, was);
        case PROBING -> state.set(unit, lookAgain(was, Status.UNKNOWN));
        case UNDOING -> {
          UnitState next = lookAgain(was, Status.UNDO_UNKNOWN);
          state.set(
              unit,
              next.with(
                  s -> {
                    s.crashed = true;
                    s.reason = WHY;
                  }));
        }
        case UNDO_PROBING -> state.set(unit, lookAgain(was, Status.UNDO_UNKNOWN));
        case STUCK, UNDO_STUCK -> Attempts.stopped(state, unit);
        case HOLDING, VERIFYING ->
            state.set(unit, judgedAgain(state, unit, was, downtime, changed));
        case READY -> state.set(unit, judgesFirst(was, state.units.isWatch(unit)));
        default -> state.look(unit);
      }
    }
  }

  private static void ran(RunState state, int unit, UnitState was) {
    if (state.units.isReadOnly(unit)) {
      boolean forward = state.mode == RunState.Mode.FORWARD;
      state.set(unit, was.status(forward ? Status.READY : Status.FAILED));
      return;
    }
    state.set(
        unit,
        lookAgain(was, Status.UNKNOWN)
            .with(
                s -> {
                  s.unknown = true;
                  s.crashed = true;
                  s.reason = WHY;
                }));
  }

  private static UnitState lookAgain(UnitState was, Status status) {
    return was.with(
        s -> {
          s.status = status;
          s.cancelUntil = null;
          s.timedOut = false;
          s.dueAt = null;
          s.probeGaveUp = null;
          s.probeFailures = 0;
        });
  }

  /** A watch whose span had begun, and which had not, holds what comes next as an open one does. */
  private static UnitState judgesFirst(UnitState was, boolean watch) {
    return was.with(s -> s.blocks = watch);
  }

  private static UnitState judgedAgain(
      RunState state, int unit, UnitState was, Duration downtime, boolean changed) {
    return was.with(
        s -> {
          if (s.progress != null) {
            s.progress = s.progress.afterDowntime(downtime);
          }
          s.blocks = state.units.isWatch(unit);
          s.sampleNow = s.blocks;
          s.judgedAtClose = false; // what was seen before says nothing of now
          if (changed) {
            s.votes = List.of(); // they were given for another plan
          }
        });
  }
}
