package dev.sallyport.review;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The longest way through a plan's graph, forward and back, from each of its nodes. What stands
 * side by side with a node counts at its worst: not begun on the way forward, done on the way back.
 */
final class CriticalPath {
  private final Graph graph;
  private final Order order;
  private final Limits limits;
  private final List<WorstCase> forward = new ArrayList<>();
  private final List<WorstCase> back = new ArrayList<>();

  CriticalPath(Plan plan, Order order) {
    this.graph = plan.graph();
    this.order = order;
    this.limits = Limits.of(plan);
    for (Graph.Stage stage : graph.stages()) {
      forward.add(forward(stage, node -> true));
      back.add(back(stage, node -> true));
    }
  }

  /** Returns the time from the beginning of a node to the end of the plan. */
  WorstCase forwardFrom(Node from) {
    Graph.PhaseNode own = graph.phaseOf(from);
    WorstCase[] ends = new WorstCase[graph.phases().size()];
    WorstCase longest = WorstCase.NOTHING;
    for (Graph.PhaseNode phase : graph.phases()) {
      WorstCase end = latest(ends, phase.before());
      if (phase.index() == own.index()) {
        Graph.Stage stage = graph.stages().get(from.stage());
        end = end.then(forward(stage, node -> !order.isBefore(node, from)));
        end =
            end.then(sum(forward, from.stage() + 1, phase.lastStage()))
                .then(closing(phase.index()));
      } else if (!order.isPhaseBefore(phase.index(), own.index())) {
        end =
            end.then(sum(forward, phase.firstStage(), phase.lastStage()))
                .then(closing(phase.index()));
      }
      ends[phase.index()] = end;
      longest = longest.beside(end);
    }
    return longest.then(closing(-1));
  }

  /** Returns the time for the last samples of the watches that end there. */
  private WorstCase closing(int phase) {
    return graph.watches().stream()
        .filter(watch -> watch.until() == phase)
        .map(limits::lastSample)
        .reduce(WorstCase.NOTHING, WorstCase::beside);
  }

  /** Returns the time from a turn back, while a node is under way, to the end of the rollback. */
  WorstCase backFrom(Node from) {
    Graph.PhaseNode own = graph.phaseOf(from);
    WorstCase[] ends = new WorstCase[graph.phases().size()];
    WorstCase longest = WorstCase.NOTHING;
    for (int i = ends.length - 1; i >= 0; i--) {
      Graph.PhaseNode phase = graph.phases().get(i);
      WorstCase end = latest(ends, phase.next());
      if (i == own.index()) {
        Graph.Stage stage = graph.stages().get(from.stage());
        end = end.then(back(stage, node -> !order.isBefore(from, node)));
        end = end.then(sum(back, phase.firstStage(), from.stage() - 1));
      } else if (!order.isPhaseBefore(own.index(), i)) {
        end = end.then(sum(back, phase.firstStage(), phase.lastStage()));
      }
      if (mayHaveHadEffect(phase, from)) {
        end = end.then(limits.undo(phase));
      }
      ends[i] = end;
      longest = longest.beside(end);
    }
    return drained(from).then(longest);
  }

  /**
   * What is under way is told to stop, and looked up. Of the nodes on one way back only one can be
   * under way, so the longest look is enough.
   */
  private WorstCase drained(Node from) {
    WorstCase look = WorstCase.NOTHING;
    boolean running = false;
    for (Node node : graph.nodes()) {
      if (node.index() == from.index() || order.areSideBySide(node, from)) {
        running = running || node instanceof Node.StepNode;
        look = look.beside(limits.lookUp(node));
      }
    }
    return running ? WorstCase.of(limits.grace()).then(look) : look;
  }

  private boolean mayHaveHadEffect(Graph.PhaseNode phase, Node from) {
    return graph.stages().subList(phase.firstStage(), phase.lastStage() + 1).stream()
        .flatMap(stage -> stage.nodes().stream())
        .map(graph::node)
        .anyMatch(node -> Effects.hasEffect(node) && !order.isBefore(from, node));
  }

  private WorstCase forward(Graph.Stage stage, Predicate<Node> counts) {
    return longest(stage.nodes(), counts, limits::forward, CriticalPath::before);
  }

  private WorstCase back(Graph.Stage stage, Predicate<Node> counts) {
    List<Integer> reversed = new ArrayList<>(stage.nodes());
    Collections.reverse(reversed);
    return longest(reversed, counts, limits::undo, CriticalPath::next);
  }

  private WorstCase longest(
      List<Integer> nodes,
      Predicate<Node> counts,
      Function<Node, WorstCase> time,
      Function<Node, List<Integer>> waitsFor) {
    Map<Integer, WorstCase> ends = new HashMap<>();
    WorstCase longest = WorstCase.NOTHING;
    for (int index : nodes) {
      Node node = graph.node(index);
      WorstCase end = WorstCase.NOTHING;
      for (int other : waitsFor.apply(node)) {
        end = end.beside(ends.getOrDefault(other, WorstCase.NOTHING));
      }
      end = counts.test(node) ? end.then(time.apply(node)) : end;
      ends.put(index, end);
      longest = longest.beside(end);
    }
    return longest;
  }

  private static List<Integer> before(Node node) {
    return node instanceof Node.StepNode step ? step.before() : List.of();
  }

  private static List<Integer> next(Node node) {
    return node instanceof Node.StepNode step ? step.next() : List.of();
  }

  private static WorstCase latest(WorstCase[] ends, List<Integer> phases) {
    return phases.stream().map(p -> ends[p]).reduce(WorstCase.NOTHING, WorstCase::beside);
  }

  private static WorstCase sum(List<WorstCase> stages, int first, int last) {
    return stages.subList(first, Math.max(first, last + 1)).stream()
        .reduce(WorstCase.NOTHING, WorstCase::then);
  }
}
