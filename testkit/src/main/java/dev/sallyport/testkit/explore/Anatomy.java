package dev.sallyport.testkit.explore;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the explorer must know of a plan's steps: their effects, and which come after which. */
final class Anatomy {
  private final Graph graph;
  private final BitSet[] after;

  Anatomy(Plan plan) {
    this.graph = plan.graph();
    this.after = new BitSet[graph.nodes().size()];
    BitSet[] phases = laterPhases();
    for (Node node : graph.nodes()) {
      after[node.index()] = comesAfter(node, phases);
    }
  }

  private BitSet[] laterPhases() {
    BitSet[] later = new BitSet[graph.phases().size()];
    for (Graph.PhaseNode phase : graph.phases()) {
      later[phase.index()] = new BitSet();
      List<Integer> open = new ArrayList<>(phase.next());
      while (!open.isEmpty()) {
        int next = open.remove(open.size() - 1);
        if (!later[phase.index()].get(next)) {
          later[phase.index()].set(next);
          open.addAll(graph.phases().get(next).next());
        }
      }
    }
    return later;
  }

  private BitSet comesAfter(Node node, BitSet[] phases) {
    BitSet those = new BitSet();
    int phase = graph.phaseOf(node).index();
    for (Node other : graph.nodes()) {
      int otherPhase = graph.phaseOf(other).index();
      if (phases[phase].get(otherPhase) || phase == otherPhase && other.stage() > node.stage()) {
        those.set(other.index());
      }
    }
    if (node instanceof Node.StepNode step) {
      addNext(step, those);
    }
    return those;
  }

  private void addNext(Node.StepNode step, BitSet those) {
    for (int next : step.next()) {
      if (!those.get(next)) {
        those.set(next);
        addNext((Node.StepNode) graph.node(next), those);
      }
    }
  }

  /** Returns whether {@code later} comes after {@code earlier} on the way forward. */
  boolean isAfter(String later, String earlier) {
    int from = graph.indexOf(earlier);
    int to = graph.indexOf(later);
    return from >= 0 && to >= 0 && after[from].get(to);
  }

  /** Returns the step of a path; null if it is none. */
  @Nullable Step<?> step(String path) {
    int index = graph.indexOf(path);
    return index >= 0 && graph.node(index) instanceof Node.StepNode node ? node.step() : null;
  }

  boolean isReversible(String path) {
    Step<?> step = step(path);
    return step != null && step.effect() instanceof Effect.Reversible<?>;
  }

  boolean isReadOnly(String path) {
    Step<?> step = step(path);
    return step == null || step.effect() instanceof Effect.ReadOnly<?>;
  }

  /** Returns why a step cannot be undone; null if it can. */
  @Nullable String irreversible(String path) {
    Step<?> step = step(path);
    return step != null && step.effect() instanceof Effect.Irreversible<?> effect
        ? effect.why()
        : null;
  }

  /** Returns the paths of the steps with an effect, in the order of the plan. */
  List<String> effects() {
    return graph.nodes().stream().map(Node::path).filter(path -> !isReadOnly(path)).toList();
  }
}
