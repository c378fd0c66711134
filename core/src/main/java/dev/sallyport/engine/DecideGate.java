package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import java.util.Objects;

/** Decisions about a gate, on the way forward or as the verification of an undo. */
final class DecideGate {
  private final Decide decide;
  private final RunState state;

  DecideGate(Decide decide) {
    this.decide = decide;
    this.state = decide.state;
  }

  void judge(int index, UnitState unit, Gate gate, Work work) {
    GateProgress progress = Objects.requireNonNull(unit.progress, "progress");
    String path = decide.units.path(index);
    GateProgress.Judgement judgement = progress.judge(gate, state.now);
    Event.Waived waiver = unit.ballot.waiver("", state.now);
    if (waiver != null && work == Work.RUN) {
      decide.record(new Event.GateOpened(state.now, path, work, Ballot.words(waiver)));
    } else if (judgement instanceof GateProgress.Judgement.Open open) {
      decide.record(new Event.GateOpened(state.now, path, work, open.reason()));
    } else if (judgement instanceof GateProgress.Judgement.Failed failed) {
      decide.record(new Event.GateFailed(state.now, path, work, failed.trigger(), failed.reason()));
    } else if (judgement instanceof GateProgress.Judgement.Hold hold) {
      if (state.now.isBefore(hold.nextSample())) {
        decide.wake(
            index, hold.nextSample().isBefore(hold.wake()) ? hold.nextSample() : hold.wake());
      } else {
        decide.sample(index, work);
        decide.wake(index, hold.wake());
      }
    }
  }
}
