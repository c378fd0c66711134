package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do next in a state. Pure: reads the state's own time, never a clock.
 *
 * <p>Looks only at the units on the agenda. Every decision about a unit follows from that unit's
 * state and the totals, so that deciding twice does no harm.
 */
final class Decide {
  final RunState state;
  final Units units;
  private final List<Decision> decisions = new ArrayList<>();
  private boolean recorded;

  private Decide(RunState state) {
    this.state = state;
    this.units = state.units;
  }

  /** Returns the decisions, in order; to be followed before the state is asked again. */
  static List<Decision> decide(RunState state) {
    Decide decide = new Decide(state);
    if (state.mode == RunState.Mode.NEW || state.mode == RunState.Mode.ENDED) {
      return List.of();
    }
    if (state.turnAnswer != null) {
      decide.turnAsAnswered(state.turnAnswer);
      return decide.decisions;
    }
    for (int unit : Agenda.units(state.agenda, units(state))) {
      if (!decide.unit(unit)) {
        return decide.decisions;
      }
    }
    decide.end();
    return decide.decisions;
  }

  private static int units(RunState state) {
    return state.units.count;
  }

  void record(Event event) {
    decisions.add(new Decision.Append(event));
    recorded = true;
  }

  void wake(int unit, Instant at) {
    decisions.add(new Decision.Wake(unit, at));
  }

  void sample(int unit, Work work) {
    decisions.add(new Decision.TakeSample(unit, work));
  }

  void start(int unit, Work work) {
    int attempt = state.at(unit).attempts(work) + 1;
    record(new Event.AttemptStarted(state.now, units.path(unit), work, attempt));
  }

  /**
   * Decides about one unit; returns false once the run as a whole turns and all is looked at anew.
   */
  private boolean unit(int index) {
    UnitState unit = state.at(index);
    if (index == units.start) {
      return Start.decide(this);
    }
    if (units.isAnnouncement(index)) {
      new DecideAnnouncement(this).unit(index, unit);
      return true;
    }
    if (unit.status.isLive()) {
      live(index, unit);
      return true;
    }
    if (unit.status == Status.STUCK || unit.status == Status.UNDO_STUCK) {
      if (unit.question == null) {
        ask(index, Questions.stillRunning(units.path(index), unit, state.now));
      }
      return true;
    }
    return switch (state.mode) {
      case FORWARD -> new DecideForward(this).unit(index, unit);
      case ROLLING_BACK -> {
        new DecideUndo(this).unit(index, unit);
        yield true;
      }
      default -> true;
    };
  }

  void ask(int unit, dev.sallyport.journal.Question question) {
    record(new Event.Asked(state.now, units.path(unit), question));
  }

  private void live(int index, UnitState unit) {
    if (unit.cancelUntil != null) {
      if (state.now.isBefore(unit.cancelUntil)) {
        wake(index, unit.cancelUntil);
      } else {
        Work work = unit.liveWork();
        record(new Event.AttemptAbandoned(state.now, units.path(index), work, unit.attempts(work)));
      }
      return;
    }
    if (state.mode == RunState.Mode.ROLLING_BACK && unit.status == Status.RUNNING) {
      cancel(index, unit, "the run turns back", false);
      return;
    }
    Duration timeout = units.timeout(index, unit.status);
    if (timeout == null || unit.startedAt == null) {
      return;
    }
    Instant due = unit.startedAt.plus(timeout);
    if (state.now.isBefore(due)) {
      wake(index, due);
    } else {
      cancel(index, unit, "its time ran out", true);
    }
  }

  private void cancel(int index, UnitState unit, String why, boolean timedOut) {
    Work work = unit.liveWork();
    Instant until = state.now.plus(units.plan.grace());
    record(
        new Event.CancelRequested(
            state.now, units.path(index), work, unit.attempts(work), why, timedOut, until));
    decisions.add(new Decision.Interrupt(index));
  }

  private void turnAsAnswered(Event.Answered answer) {
    int unit = units.indexOf(answer.path());
    Trigger trigger = state.at(unit).trigger;
    String note = answer.note().isBlank() ? "" : " (" + answer.note() + ")";
    String reason = state.at(unit).reasonOr("a question was answered so") + note;
    turn(
        answer.choice() == dev.sallyport.journal.Choice.ROLL_BACK,
        trigger == null ? Trigger.OPERATOR : trigger,
        answer.path(),
        reason,
        answer.by());
  }

  void turn(boolean back, Trigger trigger, String path, String reason, String by) {
    record(
        back
            ? new Event.RollbackStarted(state.now, trigger, path, reason, by)
            : new Event.StopRequested(state.now, trigger, path, reason, by));
  }

  private void end() {
    if (recorded) {
      return;
    }
    switch (state.mode) {
      case FORWARD -> {
        if (state.phasesLeft == 0 && state.watching == 0 && state.blocking == 0) {
          ended(Outcome.SUCCEEDED, "everything was done");
        }
      }
      case ROLLING_BACK -> {
        if (state.undoBegun && state.holding == 0 && state.questions == 0 && !state.paused) {
          Leftovers left = Leftovers.of(state);
          ended(left.outcome(), left.reason(), left.list());
        }
      }
      case STOPPING -> {
        if (state.live == 0 && state.questions == 0) {
          ended(Outcome.STOPPED, stopReason(state.turn));
        }
      }
      case CLOSING -> {
        Event.Closing end = state.closing;
        if (end != null && state.announcing == 0) {
          record(new Event.RunEnded(state.now, end.outcome(), end.reason(), end.leftovers()));
        }
      }
      default -> {}
    }
  }

  private static String stopReason(@Nullable Event turn) {
    return turn instanceof Event.StopRequested stop ? stop.reason() : "stopped";
  }

  private void ended(Outcome outcome, String reason) {
    ended(outcome, reason, List.of());
  }

  private void ended(
      Outcome outcome, String reason, List<dev.sallyport.journal.Leftover> leftovers) {
    record(
        units.graph.announcements().isEmpty()
            ? new Event.RunEnded(state.now, outcome, reason, leftovers)
            : new Event.Closing(state.now, outcome, reason, leftovers));
  }
}
