package dev.sallyport.engine;

import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How the end of one unit lets others start. Works on a copy of a state that nobody else has seen.
 */
final class Forward {
  private Forward() {}

  /** Opens the phases that wait for none, and the watches over the whole plan. */
  static void begin(RunState state) {
    Watches.open(state, -1);
    state.forwardAt = state.now;
    Outboxes.due(state, Announcement.Moment.START, "");
    Outboxes.lookAtAll(state);
    for (Graph.PhaseNode phase : state.units.graph.phases()) {
      if (phase.before().isEmpty()) {
        openStage(state, phase.firstStage());
      }
    }
  }

  /** Makes a unit done and lets start what waited for it. */
  static void done(RunState state, int unit, UnitState was) {
    ended(
        state,
        unit,
        was.with(
            s -> {
              s.status = Status.DONE;
              s.endedAt = state.now;
              s.unknown = false;
              s.crashed = false;
              s.cancelUntil = null;
              s.question = null;
            }));
  }

  /** Lets start what waited for a unit that failed; what it may have done stays as it is known. */
  static void passOver(RunState state, int unit, UnitState was) {
    ended(
        state,
        unit,
        was.with(
            s -> {
              s.status = Status.PASSED_OVER;
              s.endedAt = state.now;
            }));
  }

  private static void ended(RunState state, int unit, UnitState next) {
    if (next.lapsed) {
      state.set(unit, next.with(s -> s.lapsed = false)); // what comes behind it has begun already
      return;
    }
    state.set(unit, next);
    if (state.mode != RunState.Mode.FORWARD) {
      return;
    }
    if (state.units.isWatch(unit)) {
      watchEnded(state, state.units.watch(unit));
      return;
    }
    Node node = state.units.node(unit);
    if (node instanceof Node.StepNode step) {
      state.lastStepEndedAt = state.now;
      step.next().forEach(other -> readyIfFree(state, other));
    }
    int left = state.stageLeft[node.stage()] - 1;
    state.stageLeft[node.stage()] = left;
    if (left == 0) {
      stageDone(state, node.stage());
    }
  }

  private static void stageDone(RunState state, int stage) {
    Graph graph = state.units.graph;
    Graph.PhaseNode phase = graph.phases().get(graph.stages().get(stage).phase());
    if (stage < phase.lastStage()) {
      openStage(state, stage + 1);
      return;
    }
    Watches.close(state, phase.index());
    if (Watches.areClosed(state, phase.index())) {
      phaseDone(state, phase);
    }
  }

  /** What comes behind a span waits for the last sample of its watch. */
  private static void watchEnded(RunState state, Graph.WatchNode watch) {
    if (watch.until() < 0) {
      return;
    }
    Graph.PhaseNode phase = state.units.graph.phases().get(watch.until());
    if (state.stageLeft[phase.lastStage()] == 0 && Watches.areClosed(state, phase.index())) {
      phaseDone(state, phase);
    }
  }

  private static void phaseDone(RunState state, Graph.PhaseNode phase) {
    Graph graph = state.units.graph;
    Outboxes.due(state, Announcement.Moment.PHASE_ENDED, phase.name());
    state.phasesLeft--;
    if (state.phasesLeft == 0) {
      Watches.close(state, -1);
    }
    Deque<Integer> next = new ArrayDeque<>(phase.next());
    while (!next.isEmpty()) {
      int other = next.poll();
      int waits = state.phaseWaits[other] - 1;
      state.phaseWaits[other] = waits;
      if (waits == 0) {
        openStage(state, graph.phases().get(other).firstStage());
      }
    }
  }

  private static void openStage(RunState state, int stage) {
    int phase = state.units.graph.stages().get(stage).phase();
    if (state.units.graph.phases().get(phase).firstStage() == stage) {
      Watches.open(state, phase);
      Outboxes.due(state, Announcement.Moment.PHASE_STARTED, name(state, phase));
    }
    for (int unit : state.units.graph.stages().get(stage).nodes()) {
      readyIfFree(state, unit);
    }
  }

  private static String name(RunState state, int phase) {
    return state.units.graph.phases().get(phase).name();
  }

  private static void readyIfFree(RunState state, int unit) {
    UnitState was = state.at(unit);
    if (was.status != Status.WAITING) {
      return;
    }
    if (state.units.node(unit) instanceof Node.StepNode step) {
      for (int before : step.before()) {
        if (!state.at(before).status.letsPass()) {
          return;
        }
      }
    }
    // What was waived ahead of time is kept; most units have nothing to keep.
    boolean blank = was.ballot.equals(Ballot.EMPTY);
    state.set(unit, blank ? UnitState.READY : was.status(Status.READY));
  }
}
