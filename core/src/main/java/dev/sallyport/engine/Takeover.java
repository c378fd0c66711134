package dev.sallyport.engine;

import dev.sallyport.plan.Node;
import java.time.Duration;

/** What a resume makes of a state: whatever was under way then has an unknown outcome. */
final class Takeover {
  private static final String WHY = "the engine ended while it ran";

  private Takeover() {}

  static void apply(RunState state, Duration downtime, String change) {
    for (int unit = 0; unit < state.units.count; unit++) {
      UnitState was = state.at(unit);
      if (state.units.isAnnouncement(unit)) {
        Outboxes.takenOver(state, unit);
        continue;
      }
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
        case HOLDING, VERIFYING -> state.set(unit, judgedAgain(state, unit, was, downtime, change));
        case DONE -> done(state, unit, was, change);
        case READY -> state.set(unit, judgesFirst(lapsed(was, change), state.units.isWatch(unit)));
        case WAITING -> waiting(state, unit, was, change);
        default -> state.look(unit);
      }
    }
  }

  /** An approval was given to the plan as it was; nothing new starts until it is given again. */
  private static void done(RunState state, int unit, UnitState was, String change) {
    if (change.isEmpty()
        || state.mode != RunState.Mode.FORWARD
        || !state.units.isNode(unit)
        || !(state.units.node(unit) instanceof Node.ApprovalNode)) {
      state.look(unit);
      return;
    }
    state.set(
        unit,
        was.with(
            s -> {
              s.status = Status.HOLDING;
              s.startedAt = state.now;
              s.lapsed = true;
              s.ballot = was.ballot.lapsed(change);
            }));
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

  /** What was waived ahead of time was waived of the plan as it was. */
  private static void waiting(RunState state, int unit, UnitState was, String change) {
    if (was.ballot.equals(Ballot.EMPTY)) {
      state.look(unit);
    } else {
      state.set(unit, lapsed(was, change));
    }
  }

  private static UnitState lapsed(UnitState was, String change) {
    return change.isEmpty() || was.ballot.equals(Ballot.EMPTY)
        ? was
        : was.with(s -> s.ballot = was.ballot.lapsed(change));
  }

  /** A watch whose span had begun, and which had not, holds what comes next as an open one does. */
  private static UnitState judgesFirst(UnitState was, boolean watch) {
    return was.with(s -> s.blocks = watch);
  }

  private static UnitState judgedAgain(
      RunState state, int unit, UnitState was, Duration downtime, String change) {
    return was.with(
        s -> {
          if (s.progress != null) {
            s.progress = s.progress.afterDowntime(downtime);
          }
          s.blocks = state.units.isWatch(unit);
          s.sampleNow = s.blocks;
          s.ballot = lapsed(was, change).ballot;
          s.judgedAtClose = false; // what was seen before says nothing of now
        });
  }
}
