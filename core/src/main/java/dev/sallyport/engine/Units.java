package dev.sallyport.engine;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the engine counts it: unit 0 to n-1 are the nodes, the units after them the rollbacks
 * of the phases, those after them the watches, the announcements, and last the start, which waits
 * for its time. Immutable.
 */
final class Units {
  /** The path of the start of a run. */
  static final String START = "@start";

  final Plan plan;
  final Graph graph;
  final int nodes;
  final int watches;
  final int announcements;
  final int start;
  final int count;
  private final Map<String, Integer> others = new HashMap<>();

  Units(Plan plan) {
    this.plan = plan;
    this.graph = plan.graph();
    this.nodes = graph.nodes().size();
    this.watches = nodes + graph.phases().size();
    this.announcements = watches + graph.watches().size();
    this.start = announcements + graph.announcements().size();
    this.count = start + 1;
    others.put(START, start);
    for (Graph.AnnouncementNode node : graph.announcements()) {
      others.put(node.path(), announcements + node.index());
    }
    for (Graph.PhaseNode phase : graph.phases()) {
      others.put(phase.rollbackPath(), nodes + phase.index());
    }
    for (Graph.WatchNode watch : graph.watches()) {
      others.put(watch.path(), watches + watch.index());
    }
  }

  boolean isNode(int unit) {
    return unit < nodes;
  }

  boolean isWatch(int unit) {
    return unit >= watches && unit < announcements;
  }

  Graph.WatchNode watch(int unit) {
    return graph.watches().get(unit - watches);
  }

  boolean isApproval(int unit) {
    return isNode(unit) && node(unit) instanceof Node.ApprovalNode;
  }

  boolean isAnnouncement(int unit) {
    return unit >= announcements && unit < start;
  }

  Graph.AnnouncementNode announcement(int unit) {
    return graph.announcements().get(unit - announcements);
  }

  Node node(int unit) {
    return graph.node(unit);
  }

  /** Returns the step of a unit; null for anything else. */
  @Nullable Step<?> step(int unit) {
    return isNode(unit) && node(unit) instanceof Node.StepNode node ? node.step() : null;
  }

  Graph.PhaseNode phaseOf(int unit) {
    return isNode(unit) ? graph.phaseOf(node(unit)) : graph.phases().get(unit - nodes);
  }

  int rollbackOf(Graph.PhaseNode phase) {
    return nodes + phase.index();
  }

  String path(int unit) {
    if (unit == start) {
      return START;
    }
    if (isAnnouncement(unit)) {
      return announcement(unit).path();
    }
    if (isWatch(unit)) {
      return watch(unit).path();
    }
    return isNode(unit) ? node(unit).path() : phaseOf(unit).rollbackPath();
  }

  /** Returns the unit with that path; -1 if there is none. */
  int indexOf(String path) {
    int node = graph.indexOf(path);
    return node >= 0 ? node : others.getOrDefault(path, -1);
  }

  boolean isReversible(int unit) {
    Step<?> step = step(unit);
    return step != null && step.effect() instanceof Effect.Reversible<?>;
  }

  boolean isReadOnly(int unit) {
    Step<?> step = step(unit);
    return step == null || step.effect() instanceof Effect.ReadOnly<?>;
  }

  boolean hasProbe(int unit) {
    Step<?> step = step(unit);
    return step != null && step.probe() != null;
  }

  /** Returns how the undo of a unit is run. */
  UndoPolicy undoPolicy(int unit) {
    Step<?> step = step(unit);
    if (step == null) {
      return phaseOf(unit).phase().undoPolicy();
    }
    return step.effect() instanceof Effect.Reversible<?> reversible
        ? reversible.policy()
        : UndoPolicy.undo();
  }

  /** Returns the limit of an attempt that is live in that state; null for none. */
  @Nullable Duration timeout(int unit, Status status) {
    Step<?> step = step(unit);
    return switch (status) {
      case RUNNING -> step == null ? null : step.timeout();
      case PROBING, UNDO_PROBING -> step == null ? null : step.probeTimeout();
      case UNDOING -> undoPolicy(unit).timeout();
      default -> null;
    };
  }

  /** Returns when a failed attempt that was live in that state is made again. */
  Retry retry(int unit, Status status) {
    Step<?> step = step(unit);
    return switch (status) {
      case RUNNING -> step == null ? Retry.none() : step.retry();
      case PROBING, UNDO_PROBING -> step == null ? Retry.none() : step.probeRetry();
      default -> undoPolicy(unit).retry();
    };
  }

  /** Returns the gate that a unit is judged by in that state; null where there is none. */
  @Nullable Gate gate(int unit, Status status) {
    if (status == Status.VERIFYING || status == Status.UNDOING || status == Status.UNDO_PROBING) {
      return undoPolicy(unit).verification();
    }
    if (isWatch(unit)) {
      return watch(unit).watch().gate();
    }
    return isNode(unit) && node(unit) instanceof Node.GateNode gate ? gate.gate() : null;
  }
}
