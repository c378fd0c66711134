package dev.sallyport.engine;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;

/** How samples, votes and their conclusions change a unit. */
final class Judging {
  private Judging() {}

  static void sampled(RunState state, int unit, Event.Sampled event) {
    UnitState was = state.at(unit);
    Gate gate = state.units.gate(unit, was.status);
    if (gate == null || was.progress == null) {
      return;
    }
    GateProgress next = was.progress.sample(gate, event.at(), event.verdict(), event.danger());
    boolean trips =
        state.units.isWatch(unit)
            && next.judge(gate, event.at()) instanceof GateProgress.Judgement.Failed;
    boolean judged = !(event.verdict() instanceof Verdict.Inconclusive);
    state.set(
        unit,
        was.with(
            s -> {
              s.progress = next;
              s.blocks = trips || was.blocks && !judged;
              s.sampleNow = false;
              s.judgedAtClose = was.closingSince != null && judged;
            }));
  }

  static void opened(RunState state, int unit, Event.GateOpened event) {
    UnitState was = state.at(unit).with(s -> s.progress = null);
    if (event.work() == Work.UNDO) {
      Walkback.settle(state, unit, was.status(Status.UNDONE));
    } else {
      Forward.done(state, unit, was);
    }
  }

  static void failed(RunState state, int unit, Event.GateFailed event) {
    Status status = event.work() == Work.UNDO ? Status.UNDO_FAILED : Status.FAILED;
    String prefix = event.work() == Work.UNDO ? "its verification failed: " : "";
    state.set(
        unit,
        state
            .at(unit)
            .with(
                s -> {
                  s.status = status;
                  s.blocks = false;
                  s.trigger = event.trigger();
                  s.reason = prefix + event.reason();
                }));
  }

  static void tripped(RunState state, int unit, Event.Tripped event) {
    String reason = event.reason().isBlank() ? "" : ": " + event.reason();
    state.set(
        unit,
        state
            .at(unit)
            .with(
                s -> {
                  s.status = Status.FAILED;
                  s.blocks = false;
                  s.trigger = Trigger.TRIPPED_BY_HAND;
                  s.reason = "tripped by " + event.by() + reason;
                }));
  }

  static void voted(RunState state, int unit, Event.Voted event) {
    UnitState was = state.at(unit);
    String reason = event.approved() ? was.reason : rejection(event);
    state.set(
        unit,
        was.with(
            s -> {
              s.ballot = was.ballot.with(event);
              s.reason = reason;
            }));
  }

  private static String rejection(Event.Voted event) {
    String note = event.note().isBlank() ? "" : ": " + event.note();
    return "rejected by " + event.who() + " (" + event.role() + ")" + note;
  }
}
