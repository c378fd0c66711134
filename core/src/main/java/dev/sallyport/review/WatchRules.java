package dev.sallyport.review;

import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OnFailure;
import java.util.stream.Stream;

/** What is looked for in the spans of watches: what they guard, and what tripping comes to. */
final class WatchRules {
  private final Graph graph;
  private final Order order;
  private final Findings findings;

  WatchRules(Graph graph, Order order, Findings findings) {
    this.graph = graph;
    this.order = order;
    this.findings = findings;
  }

  private static GatePolicy policy(Graph.WatchNode watch) {
    return watch.watch().gate().policy();
  }

  private static boolean rollsBack(Graph.WatchNode watch) {
    return policy(watch).onFailure() == OnFailure.ROLL_BACK;
  }

  void checkSoak(Node.GateNode soak) {
    boolean guarded =
        graph.watches().stream()
            .anyMatch(watch -> policy(watch).onFailure() != OnFailure.WARN && spans(watch, soak));
    if (soak.gate().policy().kind() == GatePolicy.Kind.SOAK && !guarded) {
      findings.add(
          LintCode.SOAK_NOT_WATCHED,
          soak,
          "the soak '"
              + soak.path()
              + "' only waits: no watch that does more than warn is open meanwhile, so nothing that"
              + " goes wrong in it holds the run.",
          "Let a watch span its phase, by watch(...).over(phase).");
    }
  }

  /** Returns whether a watch is open whenever a node is under way. */
  private boolean spans(Graph.WatchNode watch, Node node) {
    int phase = graph.phaseOf(node).index();
    boolean begun =
        watch.from() < 0 || watch.from() == phase || order.isPhaseBefore(watch.from(), phase);
    boolean open =
        watch.until() < 0 || watch.until() == phase || order.isPhaseBefore(phase, watch.until());
    return begun && open;
  }

  void check(Graph.WatchNode watch) {
    if (!rollsBack(watch)) {
      return;
    }
    if (isBehindPoint(watch)) {
      findings.add(
          LintCode.WATCH_ASKS_BEHIND_POINT,
          watch,
          "the watch '"
              + watch.watch().name()
              + "' is to roll back, but its whole span lies behind a point of no return: when it"
              + " trips, the run waits for a person.",
          "Say so by onTrip(OnFailure.ASK), or let it begin before the point.");
    } else if (mayHaveHappened(watch).noneMatch(this::isTakenBack)) {
      findings.add(
          LintCode.WATCH_UNDOES_NOTHING,
          watch,
          "the watch '"
              + watch.watch().name()
              + "' is to roll back, but nothing that has happened by the end of its span can be"
              + " taken back: tripping it ends the run and mends nothing.",
          "Let it span what it guards, or ask or stop by onTrip(...).");
    }
  }

  private boolean isTakenBack(Node node) {
    return Effects.isReversible(node)
        || Effects.hasEffect(node) && graph.phaseOf(node).phase().undo() != null;
  }

  /** Returns what may have been done while a watch is open. */
  private Stream<Node> mayHaveHappened(Graph.WatchNode watch) {
    return graph.nodes().stream().filter(node -> mayHaveHappened(watch, node));
  }

  private boolean mayHaveHappened(Graph.WatchNode watch, Node node) {
    return watch.until() < 0 || !order.isPhaseBefore(watch.until(), graph.phaseOf(node).index());
  }

  private boolean isBehindPoint(Graph.WatchNode watch) {
    return watch.from() >= 0
        && graph.nodes().stream()
            .anyMatch(point -> point instanceof Node.PointNode && isBefore(point, watch.from()));
  }

  /** A point that opens a phase is passed as the watch begins. */
  private boolean isBefore(Node point, int phase) {
    return order.isPhaseBefore(graph.phaseOf(point).index(), phase)
        || point.stage() == graph.phases().get(phase).firstStage();
  }

  void checkIrreversible(Node.StepNode step) {
    if (!Effects.isIrreversible(step) || isBehindPoint(step)) {
      return;
    }
    graph.watches().stream()
        .filter(watch -> rollsBack(watch) && mayHaveHappened(watch, step) && !isBehindPoint(watch))
        .findFirst()
        .ifPresent(
            watch ->
                findings.add(
                    LintCode.IRREVERSIBLE_UNDER_WATCH,
                    step,
                    "the step '"
                        + step.path()
                        + "' is irreversible, but if the watch '"
                        + watch.watch().name()
                        + "' trips after it, the run rolls back on its own and its effect stays.",
                    "Put pointOfNoReturn(why) before the step; or let the watch ask, by"
                        + " onTrip(OnFailure.ASK)."));
  }

  private boolean isBehindPoint(Node node) {
    return graph.nodes().stream()
        .anyMatch(point -> point instanceof Node.PointNode && order.isBefore(point, node));
  }
}
