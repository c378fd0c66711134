package dev.sallyport.engine;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The order of a rollback: what must be out of the way before a unit may be undone. Works on a copy
 * of a state that nobody else has seen.
 *
 * <p>It mirrors the way forward: a stage may be undone when the stage behind it is out of the way,
 * the last stage of a phase when all phases that waited for it are.
 */
final class Walkback {
  private Walkback() {}

  /** Begins the undo once nothing forward is under way any more. */
  static void drained(RunState state) {
    if (state.mode != RunState.Mode.ROLLING_BACK || state.undoBegun || state.live > 0) {
      return;
    }
    state.undoBegun = true;
    Graph graph = state.units.graph;
    int[] left = new int[graph.stages().size()];
    for (int unit = 0; unit < state.units.nodes; unit++) {
      if (state.isInTheWay(unit)) {
        left[state.units.node(unit).stage()]++;
      }
    }
    state.stageLeft = left;
    state.stageOpen = new int[left.length];
    state.nextLeft = nextLeft(state);
    state.phaseWaits = graph.phases().stream().mapToInt(p -> p.next().size()).toArray();
    Deque<Integer> stages = new ArrayDeque<>();
    for (Graph.PhaseNode phase : graph.phases()) {
      if (phase.next().isEmpty()) {
        stages.add(phase.lastStage());
      }
    }
    openStages(state, stages);
  }

  /** Returns for each node how many of those behind it in its stage it still waits for. */
  private static int[] nextLeft(RunState state) {
    int[] left = new int[state.units.nodes];
    for (int unit = left.length - 1; unit >= 0; unit--) {
      if (state.units.node(unit) instanceof Node.StepNode step
          && (left[unit] > 0 || state.isInTheWay(unit))) {
        step.before().forEach(before -> left[before]++);
      }
    }
    return left;
  }

  /** Lets be undone what stood before a node in its stage, through what is out of the way. */
  private static void passOn(RunState state, int unit) {
    if (state.nextLeft[unit] > 0 || !(state.units.node(unit) instanceof Node.StepNode step)) {
      return;
    }
    for (int before : step.before()) {
      int left = state.nextLeft[before] - 1;
      state.nextLeft[before] = left;
      if (left == 0 && !state.isInTheWay(before)) {
        passOn(state, before);
      } else {
        state.look(before);
      }
    }
  }

  /** Puts a unit's new state in place and lets be undone what it was in the way of. */
  static void settle(RunState state, int unit, UnitState next) {
    boolean before = state.undoBegun && isInTheWay(state, unit);
    state.set(unit, next);
    if (!before || isInTheWay(state, unit)) {
      return;
    }
    Deque<Integer> stages = new ArrayDeque<>();
    if (state.units.isNode(unit)) {
      Node node = state.units.node(unit);
      passOn(state, unit);
      int left = state.stageLeft[node.stage()] - 1;
      state.stageLeft[node.stage()] = left;
      if (left == 0 && state.stageOpen[node.stage()] == 1) {
        stageThrough(state, node.stage(), stages);
      }
    } else {
      phaseThrough(state, state.units.phaseOf(unit), stages);
    }
    openStages(state, stages);
  }

  private static boolean isInTheWay(RunState state, int unit) {
    if (state.units.isNode(unit)) {
      return state.isInTheWay(unit);
    }
    Status status = state.at(unit).status;
    return status != Status.UNDONE && status != Status.LEFT;
  }

  /** Returns whether everything behind a unit is out of its way. */
  static boolean mayBeUndone(RunState state, int unit) {
    if (!state.undoBegun) {
      return false;
    }
    if (!state.units.isNode(unit)) {
      return state.at(unit).status != Status.WAITING;
    }
    Node node = state.units.node(unit);
    return state.stageOpen[node.stage()] == 1 && state.nextLeft[unit] == 0;
  }

  private static void openStages(RunState state, Deque<Integer> stages) {
    while (!stages.isEmpty()) {
      int stage = stages.poll();
      state.stageOpen[stage] = 1;
      if (state.stageLeft[stage] == 0) {
        stageThrough(state, stage, stages);
      } else {
        state.units.graph.stages().get(stage).nodes().forEach(state::look);
      }
    }
  }

  private static void stageThrough(RunState state, int stage, Deque<Integer> stages) {
    Graph graph = state.units.graph;
    Graph.PhaseNode phase = graph.phases().get(graph.stages().get(stage).phase());
    if (stage > phase.firstStage()) {
      stages.add(stage - 1);
    } else if (needsRollback(state, phase)) {
      int unit = state.units.rollbackOf(phase);
      state.set(unit, state.at(unit).status(Status.UNDO_READY));
    } else {
      phaseThrough(state, phase, stages);
    }
  }

  private static void phaseThrough(RunState state, Graph.PhaseNode phase, Deque<Integer> stages) {
    for (int before : phase.before()) {
      int waits = state.phaseWaits[before] - 1;
      state.phaseWaits[before] = waits;
      if (waits == 0) {
        stages.add(state.units.graph.phases().get(before).lastStage());
      }
    }
  }

  /** Returns whether a phase has an onRollback and any of its steps may have had an effect. */
  static boolean needsRollback(RunState state, Graph.PhaseNode phase) {
    if (phase.phase().undo() == null) {
      return false;
    }
    for (int stage = phase.firstStage(); stage <= phase.lastStage(); stage++) {
      for (int unit : state.units.graph.stages().get(stage).nodes()) {
        if (mayHaveHadEffect(state, unit)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayHaveHadEffect(RunState state, int unit) {
    if (state.units.isReadOnly(unit)) {
      return false;
    }
    UnitState was = state.at(unit);
    return switch (was.status) {
      case WAITING, READY, RETRYING, UNKNOWN, HOLDING, FAILED, PASSED_OVER -> was.unknown;
      default -> true;
    };
  }
}
