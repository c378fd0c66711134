package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the beginning and the end of attempts change a unit. */
final class Attempts {
  private static final String LATE = "it was told to stop and ended late";

  private Attempts() {}

  static UnitState started(UnitState was, Event.AttemptStarted event) {
    return was.with(
        s -> {
          s.startedAt = event.at();
          s.cancelUntil = null;
          s.timedOut = false;
          s.dueAt = null;
          s.question = null;
          s.probeStuck = false;
          switch (event.work()) {
            case RUN -> {
              s.status = Status.RUNNING;
              s.runs = event.attempt();
              s.absent = false;
              s.crashed = false;
              s.probeGaveUp = null;
              s.probeFailures = 0;
            }
            case PROBE -> {
              s.status = was.status == Status.UNDO_UNKNOWN ? Status.UNDO_PROBING : Status.PROBING;
              s.probes = event.attempt();
            }
            case UNDO -> {
              s.status = Status.UNDOING;
              s.undos = event.attempt();
              s.crashed = false;
              s.retryAfter = null;
              s.probeGaveUp = null;
              s.probeFailures = 0;
            }
          }
        });
  }

  static void succeeded(RunState state, int unit, Event.AttemptSucceeded event) {
    UnitState was = state.at(unit);
    if (event.work() == Work.UNDO) {
      undone(state, unit, was);
    } else if (was.status == Status.UNDO_PROBING) {
      state.set(unit, undoAgain(state, was));
    } else {
      Output output = event.output();
      Forward.done(state, unit, was.with(s -> s.output = output));
    }
  }

  private static void undone(RunState state, int unit, UnitState was) {
    if (state.units.undoPolicy(unit).verification() == null) {
      Walkback.settle(state, unit, was.status(Status.UNDONE));
    } else {
      state.set(
          unit,
          was.with(
              s -> {
                s.status = Status.VERIFYING;
                s.progress = null;
              }));
    }
  }

  static void failed(RunState state, int unit, Event.AttemptFailed event) {
    UnitState was = state.at(unit);
    boolean again = event.retryAfter() != null;
    Consumer<UnitState> next =
        s -> {
          s.cancelUntil = null;
          if (again) {
            s.dueAt = event.at().plus(event.retryAfter());
          }
        };
    switch (event.work()) {
      case RUN -> {
        Trigger trigger = was.timedOut ? Trigger.STEP_TIMED_OUT : Trigger.STEP_FAILED;
        boolean retried = again && state.mode == RunState.Mode.FORWARD;
        boolean looksFirst = retried && mustLookFirst(state, unit);
        state.set(
            unit,
            was.with(
                next.andThen(
                    s -> {
                      s.status =
                          looksFirst ? Status.UNKNOWN : retried ? Status.RETRYING : Status.FAILED;
                      if (looksFirst) {
                        s.dueAt = null;
                        s.retryAfter = event.retryAfter();
                        s.probeGaveUp = null;
                      }
                      s.runFailures++;
                      s.trigger = trigger;
                      s.reason = event.failure().toString();
                    })));
      }
      case PROBE ->
          state.set(
              unit,
              was.with(
                  next.andThen(
                      s -> {
                        s.status = unknownAfter(was.status);
                        s.probeFailures++;
                        s.probeGaveUp = again ? null : event.failure().toString();
                      })));
      case UNDO ->
          state.set(
              unit,
              was.with(
                  next.andThen(
                      s -> {
                        s.status = again ? Status.UNDO_RETRYING : Status.UNDO_FAILED;
                        s.undoFailures++;
                        s.reason = event.failure().toString();
                      })));
    }
  }

  /**
   * A failed attempt says that it had no effect. Before one is made again that must not be made
   * twice, that is looked up where it can be.
   */
  private static boolean mustLookFirst(RunState state, int unit) {
    Step<?> step = state.units.step(unit);
    return step != null
        && step.probe() != null
        && !step.isIdempotent()
        && !state.units.isReadOnly(unit);
  }

  private static Status unknownAfter(Status probing) {
    return probing == Status.UNDO_PROBING ? Status.UNDO_UNKNOWN : Status.UNKNOWN;
  }

  static void unknown(RunState state, int unit, Event.AttemptUnknown event) {
    UnitState was = state.at(unit);
    if (event.work() == Work.RUN && state.units.isReadOnly(unit)) {
      readOnlyFailed(state, unit, was, event);
    } else if (event.work() == Work.RUN) {
      Status status = statusOfUnknown(state, unit, event.retryAfter() != null);
      state.set(
          unit,
          was.with(
              s -> {
                s.status = status;
                s.unknown = true;
                s.dueAt = status == Status.RETRYING ? event.at().plus(event.retryAfter()) : null;
                s.runFailures++;
                s.trigger = was.timedOut ? Trigger.STEP_TIMED_OUT : Trigger.STEP_FAILED;
                s.reason = event.why();
                s.retryAfter = event.retryAfter();
                s.probeGaveUp = null;
                s.cancelUntil = null;
              }));
    } else if (event.work() == Work.PROBE) {
      state.set(
          unit,
          was.with(
              s -> {
                s.status = unknownAfter(was.status);
                s.probeGaveUp = event.why();
                s.cancelUntil = null;
              }));
    } else {
      undoUnknown(state, unit, was, event.why(), event.retryAfter());
    }
  }

  /** A step that may run twice need not be looked up before it is tried again. */
  private static Status statusOfUnknown(RunState state, int unit, boolean again) {
    Step<?> step = state.units.step(unit);
    if (step == null || !step.isIdempotent() || step.probe() != null) {
      return Status.UNKNOWN;
    }
    return again && state.mode == RunState.Mode.FORWARD ? Status.RETRYING : Status.FAILED;
  }

  private static void readOnlyFailed(
      RunState state, int unit, UnitState was, Event.AttemptUnknown event) {
    boolean retried = event.retryAfter() != null && state.mode == RunState.Mode.FORWARD;
    state.set(
        unit,
        was.with(
            s -> {
              s.status = retried ? Status.RETRYING : Status.FAILED;
              s.dueAt = retried ? event.at().plus(event.retryAfter()) : null;
              s.runFailures++;
              s.trigger = was.timedOut ? Trigger.STEP_TIMED_OUT : Trigger.STEP_FAILED;
              s.reason = event.why();
              s.cancelUntil = null;
            }));
  }

  private static void undoUnknown(
      RunState state, int unit, UnitState was, String why, @Nullable Duration again) {
    UnitState next =
        was.with(
            s -> {
              s.status = Status.UNDO_UNKNOWN;
              s.undoFailures++;
              s.reason = why;
              s.retryAfter = again;
              s.crashed = false;
              s.probeGaveUp = null;
              s.cancelUntil = null;
            });
    boolean needsNoLooking =
        state.units.undoPolicy(unit).idempotent() && !state.units.hasProbe(unit);
    state.set(unit, needsNoLooking ? undoAgain(state, next) : next);
  }

  /**
   * What an undo becomes whose effect is still there: made again, if its policy has attempts left.
   */
  private static UnitState undoAgain(RunState state, UnitState was) {
    Duration again = was.retryAfter;
    return was.with(
        s -> {
          s.cancelUntil = null;
          if (was.crashed) {
            s.status = Status.UNDO_READY;
          } else if (again == null) {
            s.status = Status.UNDO_FAILED;
          } else {
            s.status = Status.UNDO_RETRYING;
            s.dueAt = state.now.plus(again);
          }
        });
  }

  /** A probe found no effect. */
  static void foundNotDone(RunState state, int unit) {
    UnitState was = state.at(unit);
    if (was.status == Status.UNDO_PROBING) {
      undone(state, unit, was);
      return;
    }
    boolean forward = state.mode == RunState.Mode.FORWARD;
    boolean retried = forward && (was.crashed || was.retryAfter != null);
    UnitState next =
        was.with(
            s -> {
              s.unknown = false;
              s.absent = true;
              s.cancelUntil = null;
              s.status = !retried ? Status.FAILED : was.crashed ? Status.READY : Status.RETRYING;
              s.dueAt = was.retryAfter == null ? null : state.now.plus(was.retryAfter);
            });
    Walkback.settle(state, unit, next);
    Walkback.drained(state);
  }

  /** An attempt that was waited for has stopped after all; what it did is unknown. */
  static void stopped(RunState state, int unit) {
    UnitState was = state.at(unit);
    UnitState next = was.with(s -> s.question = null);
    if (was.probeStuck) {
      probeStopped(state, unit, next);
    } else if (was.status == Status.UNDO_STUCK) {
      undoUnknown(state, unit, next, LATE, null);
    } else if (was.status == Status.STUCK) {
      boolean harmless = state.units.isReadOnly(unit);
      Walkback.settle(
          state,
          unit,
          next.with(
              s -> {
                s.status = harmless ? Status.FAILED : Status.UNKNOWN;
                s.unknown = !harmless;
                s.runFailures++;
                s.retryAfter = null;
                s.probeGaveUp = null;
                s.cancelUntil = null;
                s.trigger = was.timedOut ? Trigger.STEP_TIMED_OUT : Trigger.STEP_FAILED;
                s.reason = LATE;
              }));
    }
  }

  /** A probe that did not stop has told nothing: that is a failed look, and no failed step. */
  private static void probeStopped(RunState state, int unit, UnitState was) {
    boolean undo = was.status == Status.UNDO_STUCK;
    Status probing = undo ? Status.UNDO_PROBING : Status.PROBING;
    int failures = was.probeFailures + 1;
    boolean again = failures < state.units.retry(unit, probing).attempts();
    Walkback.settle(
        state,
        unit,
        was.with(
            s -> {
              s.status = unknownAfter(probing);
              s.probeFailures = failures;
              s.probeGaveUp = again ? null : LATE;
              s.probeStuck = false;
              s.cancelUntil = null;
            }));
  }
}
