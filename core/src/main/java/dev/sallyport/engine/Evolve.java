package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event makes of a state. Pure: the same events give the same state, whenever and wherever.
 */
final class Evolve {
  private Evolve() {}

  /** Returns the state of the events, from nothing. */
  static RunState replay(Units units, List<Event> events) {
    RunState state = RunState.of(units);
    for (Event event : events) {
      apply(state, event);
    }
    return state;
  }

  /** Returns the state after an event. */
  static RunState evolve(RunState before, Event event) {
    RunState state = before.copy();
    apply(state, event);
    return state;
  }

  /** Changes a state that nobody else has seen to the one after an event. */
  static void apply(RunState state, Event event) {
    Instant previous = state.now;
    state.now = event.at().isAfter(previous) ? event.at() : previous;
    if (event instanceof Event.OfNode ofNode) {
      int unit = state.units.indexOf(ofNode.path());
      if (unit < 0) {
        throw new IllegalStateException(
            "The journal speaks of '" + ofNode.path() + "', which the plan does not have.");
      }
      node(state, unit, ofNode);
    } else {
      run(state, previous, event);
    }
    Walkback.drained(state); // whatever ended just now may have been the last thing under way
  }

  private static void run(RunState state, Instant previous, Event event) {
    if (event instanceof Event.RunStarted started) {
      state.mode = RunState.Mode.FORWARD;
      state.runId = started.runId();
      state.startedBy = started.by();
      state.plan = started.plan();
      state.inputs = started.inputs();
      state.startedAt = started.at();
      Start.begin(state);
    } else if (event instanceof Event.RunResumed resumed) {
      state.epoch = resumed.epoch();
      String change = change(state, resumed.plan());
      Takeover.apply(state, Duration.between(previous, state.now), change);
    } else if (event instanceof Event.Paused paused) {
      state.paused = true;
      state.pause = paused;
    } else if (event instanceof Event.Unpaused) {
      state.paused = false;
      lookAtAll(state);
    } else if (event instanceof Event.RollbackStarted back) {
      state.paused &= !back.byPerson();
      turn(state, event, RunState.Mode.ROLLING_BACK);
      Outboxes.due(state, Announcement.Moment.ROLLBACK_STARTED, "");
    } else if (event instanceof Event.StopRequested) {
      turn(state, event, RunState.Mode.STOPPING);
    } else if (event instanceof Event.Closing closing) {
      state.mode = RunState.Mode.CLOSING;
      state.closing = closing;
      Outboxes.due(state, Announcement.Moment.END, "");
    } else if (event instanceof Event.RunEnded ended) {
      state.mode = RunState.Mode.ENDED;
      state.outcome = ended.outcome();
    }
  }

  /** Returns how the plan that is gone on with differs, in words; empty if it does not. */
  private static String change(RunState state, @Nullable PlanDescription newer) {
    PlanDescription older = state.plan;
    if (newer == null || older == null) {
      return "";
    }
    state.plan = newer;
    boolean same =
        older.fingerprint().equals(newer.fingerprint())
            && older.policyFingerprint().equals(newer.policyFingerprint());
    return same
        ? ""
        : "the plan changed from version " + older.version() + " to " + newer.version();
  }

  private static void turn(RunState state, Event event, RunState.Mode mode) {
    state.mode = mode;
    state.turn = event;
    state.turnAnswer = null;
    for (int i = 0; i < state.units.count; i++) {
      UnitState unit = state.at(i);
      if (unit.question != null && unit.question.kind() != Question.Kind.STILL_RUNNING) {
        state.set(i, unit.with(s -> s.question = null));
      } else {
        state.look(i);
      }
    }
  }

  static void lookAtAll(RunState state) {
    for (int i = 0; i < state.units.count; i++) {
      state.look(i);
    }
  }

  private static void node(RunState state, int unit, Event.OfNode event) {
    UnitState was = state.at(unit);
    if (event instanceof Event.AttemptStarted started) {
      state.set(unit, Attempts.started(was, started));
    } else if (event instanceof Event.AttemptSucceeded succeeded) {
      Attempts.succeeded(state, unit, succeeded);
    } else if (event instanceof Event.AttemptFailed failed) {
      Attempts.failed(state, unit, failed);
    } else if (event instanceof Event.AttemptUnknown unknown) {
      Attempts.unknown(state, unit, unknown);
    } else if (event instanceof Event.FoundNotDone) {
      Attempts.foundNotDone(state, unit);
    } else if (event instanceof Event.CancelRequested cancel) {
      state.set(
          unit,
          was.with(
              s -> {
                s.cancelUntil = cancel.until();
                s.timedOut = cancel.timedOut();
              }));
    } else if (event instanceof Event.AttemptAbandoned abandoned) {
      Status stuck = was.status.isUndo() ? Status.UNDO_STUCK : Status.STUCK;
      state.set(
          unit,
          was.with(
              s -> {
                s.status = stuck;
                s.probeStuck = abandoned.work() == Work.PROBE;
              }));
    } else if (event instanceof Event.AnnouncementStarted begun) {
      Outboxes.begun(state, unit, begun);
    } else if (event instanceof Event.AnnouncementSent
        || event instanceof Event.AnnouncementFailed) {
      Outboxes.ended(state, unit);
    } else if (event instanceof Event.LateResult) {
      Attempts.stopped(state, unit);
    } else {
      judged(state, unit, was, event);
    }
  }

  private static void judged(RunState state, int unit, UnitState was, Event.OfNode event) {
    if (event instanceof Event.GateReached reached) {
      Status status = reached.work() == Work.UNDO ? Status.VERIFYING : Status.HOLDING;
      state.set(
          unit,
          was.with(
              s -> {
                s.status = status;
                s.startedAt = reached.at();
                s.progress = GateProgress.begin(reached.at(), reached.exposure());
                s.ballot = was.ballot.anew();
              }));
      if (state.units.isApproval(unit)) {
        Outboxes.due(state, Announcement.Moment.PEOPLE_WANTED, "");
      }
    } else if (event instanceof Event.Sampled sampled) {
      Judging.sampled(state, unit, sampled);
    } else if (event instanceof Event.GateOpened && unit == state.units.start) {
      Start.over(state);
    } else if (event instanceof Event.GateOpened opened) {
      Judging.opened(state, unit, opened);
    } else if (event instanceof Event.GateFailed failed) {
      Judging.failed(state, unit, failed);
    } else if (event instanceof Event.Voted voted) {
      Judging.voted(state, unit, voted);
    } else if (event instanceof Event.Tripped tripped) {
      Judging.tripped(state, unit, tripped);
    } else if (event instanceof Event.Attested attested) {
      state.set(unit, was.with(s -> s.ballot = was.ballot.with(attested)));
    } else if (event instanceof Event.Waived waived) {
      state.set(unit, was.with(s -> s.ballot = was.ballot.with(waived)));
    } else if (event instanceof Event.PointPassed) {
      state.pointPassed = event.path();
      Forward.done(state, unit, was);
    } else if (event instanceof Event.Asked asked) {
      state.set(unit, was.with(s -> s.question = asked.question()));
      Outboxes.due(state, Announcement.Moment.PEOPLE_WANTED, "");
    } else if (event instanceof Event.Answered answered) {
      Answers.apply(state, unit, answered);
    } else if (event instanceof Event.Warned) {
      Forward.passOver(state, unit, was);
    }
  }
}
