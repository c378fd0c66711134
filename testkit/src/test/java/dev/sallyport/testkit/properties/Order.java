package dev.sallyport.testkit.properties;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which node of a plan comes after which, however far, worked out from the plan alone. */
final class Order {
  private final Plan plan;
  private final Graph graph;
  private final Map<String, Graph.PhaseNode> rollbacks = new HashMap<>();
  private final Map<String, Graph.WatchNode> watches = new HashMap<>();
  private final List<String> rollbackPaths = new ArrayList<>();
  private final List<BitSet> phasesBefore = new ArrayList<>();
  private final List<BitSet> before = new ArrayList<>();

  Order(Plan plan) {
    this.plan = plan;
    this.graph = plan.graph();
    for (Graph.PhaseNode phase : graph.phases()) {
      rollbacks.put(phase.rollbackPath(), phase);
      rollbackPaths.add(phase.rollbackPath());
      BitSet all = new BitSet();
      for (int other : phase.before()) {
        all.set(other);
        all.or(phasesBefore.get(other));
      }
      phasesBefore.add(all);
    }
    graph.watches().forEach(watch -> watches.put(watch.path(), watch));
    for (Node node : graph.nodes()) {
      before.add(new BitSet());
    }
    for (Node node : graph.nodes()) {
      BitSet all = before.get(node.index());
      Graph.PhaseNode phase = graph.phaseOf(node);
      for (int stage = phase.firstStage(); stage < node.stage(); stage++) {
        graph.stages().get(stage).nodes().forEach(all::set);
      }
      phasesBefore(phase).stream().forEach(p -> addPhase(all, graph.phases().get(p)));
      if (node instanceof Node.StepNode step) {
        for (int other : step.before()) {
          all.set(other);
          all.or(before.get(other));
        }
      }
    }
  }

  private void addPhase(BitSet all, Graph.PhaseNode phase) {
    for (int stage = phase.firstStage(); stage <= phase.lastStage(); stage++) {
      graph.stages().get(stage).nodes().forEach(all::set);
    }
  }

  private BitSet phasesBefore(Graph.PhaseNode phase) {
    return phasesBefore.get(phase.index());
  }

  Plan plan() {
    return plan;
  }

  /** Returns the phase whose rollback that path is; null if it is none. */
  Graph.@Nullable PhaseNode rollbackOf(String path) {
    return rollbacks.get(path);
  }

  /** Returns the watch with that path; null if it is none. */
  Graph.@Nullable WatchNode watchOf(String path) {
    return watches.get(path);
  }

  /** Returns the path of a phase's rollback. */
  String rollbackPath(Graph.PhaseNode phase) {
    return rollbackPaths.get(phase.index());
  }

  /** Returns whether one node comes after the other. */
  boolean isAfter(int one, int other) {
    return before.get(one).get(other);
  }

  /** Returns the nodes that come before a node. */
  BitSet before(int node) {
    return before.get(node);
  }

  /** Returns whether a phase comes after the phase of a node, however far. */
  boolean isPhaseAfter(Graph.PhaseNode phase, int node) {
    return phasesBefore(phase).get(graph.phaseOf(graph.node(node)).index());
  }

  /** Returns whether one phase comes after the other, however far. */
  boolean isPhaseAfter(Graph.PhaseNode one, Graph.PhaseNode other) {
    return phasesBefore(one).get(other.index());
  }

  static @Nullable Step<?> step(Node node) {
    return node instanceof Node.StepNode it ? it.step() : null;
  }

  static boolean isReversible(Node node) {
    Step<?> step = step(node);
    return step != null && step.effect() instanceof Effect.Reversible<?>;
  }

  static boolean isReadOnly(Node node) {
    Step<?> step = step(node);
    return step == null || step.effect() instanceof Effect.ReadOnly<?>;
  }
}
