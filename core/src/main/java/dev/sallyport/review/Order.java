package dev.sallyport.review;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which nodes of a graph certainly come before which. Immutable. */
final class Order {
  private final Graph graph;
  private final List<BitSet> phasesBefore = new ArrayList<>();
  private final List<BitSet> sameStageBefore = new ArrayList<>();

  Order(Graph graph) {
    this.graph = graph;
    for (Graph.PhaseNode phase : graph.phases()) {
      BitSet all = new BitSet();
      for (int before : phase.before()) {
        all.set(before);
        all.or(phasesBefore.get(before));
      }
      phasesBefore.add(all);
    }
    for (Node node : graph.nodes()) {
      BitSet all = new BitSet();
      if (node instanceof Node.StepNode step) {
        for (int before : step.before()) {
          all.set(before);
          all.or(sameStageBefore.get(before));
        }
      }
      sameStageBefore.add(all);
    }
  }

  /** Returns whether the one has ended whenever the other begins. */
  boolean isBefore(Node one, Node other) {
    if (one.stage() == other.stage()) {
      return sameStageBefore.get(other.index()).get(one.index());
    }
    int here = phaseOf(one);
    int there = phaseOf(other);
    return here == there ? one.stage() < other.stage() : isPhaseBefore(here, there);
  }

  boolean isPhaseBefore(int one, int other) {
    return phasesBefore.get(other).get(one);
  }

  /** Returns whether they may be under way at the same time. */
  boolean areSideBySide(Node one, Node other) {
    return one.index() != other.index() && !isBefore(one, other) && !isBefore(other, one);
  }

  /**
   * Returns the nodes whose end lets that node begin at once: the stage before it, in its phase or
   * in the only phase before; empty if there is none or it waits for several phases.
   */
  List<Node> directlyBefore(Node node) {
    Graph.PhaseNode phase = graph.phaseOf(node);
    int stage = node.stage() - 1;
    if (node.stage() == phase.firstStage()) {
      if (phase.before().size() != 1) {
        return List.of();
      }
      stage = graph.phases().get(phase.before().get(0)).lastStage();
    }
    return graph.stages().get(stage).nodes().stream().map(graph::node).toList();
  }

  private int phaseOf(Node node) {
    return graph.stages().get(node.stage()).phase();
  }
}
