package dev.sallyport.engine;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.StartRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a run goes forward: at once, or when its notice has run out and the time is right. */
final class Start {
  private Start() {}

  /** What the beginning of a run makes of its state. */
  static void begin(RunState state) {
    if (state.units.plan.startRules().notice() == null) {
      Forward.begin(state);
      return;
    }
    state.set(state.units.start, state.at(state.units.start).status(Status.HOLDING));
    Outboxes.due(state, Announcement.Moment.NOTICE, "");
  }

  /** What it makes of it that the wait is over. */
  static void over(RunState state) {
    state.set(state.units.start, state.at(state.units.start).status(Status.DONE));
    Forward.begin(state);
  }

  static boolean isAwaited(RunState state) {
    return state.mode == RunState.Mode.FORWARD
        && state.at(state.units.start).status == Status.HOLDING;
  }

  /** Returns when it may go forward, as things stand; null for never, or if it has. */
  static @Nullable Instant earliest(RunState state) {
    StartRules rules = state.units.plan.startRules();
    Duration notice = rules.notice();
    if (notice == null || !isAwaited(state)) {
      return null;
    }
    Instant noticed = state.startedAt.plus(notice);
    return rules.earliest(noticed.isAfter(state.now) ? noticed : state.now);
  }

  /** Returns false if the run is to turn back, because its time never comes. */
  static boolean decide(Decide decide) {
    RunState state = decide.state;
    if (!isAwaited(state)) {
      return true;
    }
    Instant earliest = earliest(state);
    if (earliest == null) {
      String never = "the maintenance windows and freezes leave no time to start in";
      decide.turn(true, Trigger.GATE_TIMED_OUT, Units.START, never, "the plan");
      return false;
    }
    if (state.now.isBefore(earliest)) {
      decide.wake(state.units.start, earliest);
    } else {
      decide.record(new Event.GateOpened(state.now, Units.START, Work.RUN, "its time has come"));
    }
    return true;
  }

  /** Returns for what it waits, in words. */
  static String why(RunState state) {
    StartRules rules = state.units.plan.startRules();
    Duration notice = rules.notice() == null ? Duration.ZERO : rules.notice();
    Instant end = state.startedAt.plus(notice);
    if (state.now.isBefore(end)) {
      return "The notice of "
          + Quantities.show(notice)
          + " was given at "
          + state.startedAt
          + " and runs out at "
          + end
          + ".";
    }
    Optional<String> refusal = rules.refusal(state.now);
    return refusal.orElse("Its time has come.");
  }
}
