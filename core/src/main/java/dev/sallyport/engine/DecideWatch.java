package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.time.Instant;
import java.util.Objects;

/** Decisions about an open watch while the run goes forward, paused or not. */
final class DecideWatch {
  private final Decide decide;
  private final RunState state;

  DecideWatch(Decide decide) {
    this.decide = decide;
    this.state = decide.state;
  }

  /** Begins the watch, with a sample at once. */
  void begin(int index) {
    decide.record(new Event.GateReached(state.now, decide.units.path(index), Work.RUN, state.now));
  }

  void judge(int index, UnitState unit) {
    GateProgress progress = Objects.requireNonNull(unit.progress, "progress");
    String path = decide.units.path(index);
    GateProgress.Judgement judgement =
        progress.judge(decide.units.watch(index).watch().gate(), state.now);
    if (judgement instanceof GateProgress.Judgement.Failed failed) {
      decide.record(
          new Event.GateFailed(state.now, path, Work.RUN, failed.trigger(), failed.reason()));
    } else if (unit.judgedAtClose) {
      decide.record(new Event.GateOpened(state.now, path, Work.RUN, progress.seen(state.now)));
    } else if (judgement instanceof GateProgress.Judgement.Hold hold) {
      hold(index, unit, hold);
    }
  }

  private void hold(int index, UnitState unit, GateProgress.Judgement.Hold hold) {
    Instant next = hold.nextSample();
    if (unit.sampleNow || !state.now.isBefore(next)) {
      decide.sample(index, Work.RUN);
      if (hold.wake().isAfter(state.now)) {
        decide.wake(index, hold.wake());
      }
    } else {
      decide.wake(index, next.isBefore(hold.wake()) ? next : hold.wake());
    }
  }
}
