package dev.sallyport.review;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OnFailure;
import java.util.List;

/** What is looked for in the order of things: exposure, irreversible steps, points of no return. */
final class OrderRules {
  private final Graph graph;
  private final Order order;
  private final Findings findings;

  OrderRules(Graph graph, Order order, Findings findings) {
    this.graph = graph;
    this.order = order;
    this.findings = findings;
  }

  void checkExposure(Node.StepNode step) {
    if (step.step().effect() instanceof Effect.Reversible<?> reversible
        && reversible.policy().verification() == null) {
      graph.nodes().stream()
          .filter(node -> node instanceof Node.GateNode gate && exposes(step, gate))
          .findFirst()
          .ifPresent(gate -> addExposure(step, gate));
    }
  }

  private void addExposure(Node step, Node gate) {
    findings.add(
        LintCode.EXPOSURE_NOT_VERIFIED,
        step,
        "the gate '"
            + gate.path()
            + "' counts exposure from '"
            + step.path()
            + "', whose undo nothing verifies: a rollback that did not reach the users looks like"
            + " one that did.",
        "Give onRollback(...) an undo().verifiedBy(gate(...)).");
  }

  /** Without a named step it is the last that ended before; certain only if that is one alone. */
  private boolean exposes(Node.StepNode step, Node.GateNode gate) {
    if (gate.exposure() >= 0 || gate.gate().policy().warmUp().isZero()) {
      return gate.exposure() == step.index();
    }
    List<Node> before = order.directlyBefore(gate);
    return before.size() == 1
        && before.get(0).index() == step.index()
        && graph.nodes().stream().noneMatch(node -> order.areSideBySide(node, gate));
  }

  void checkIrreversible(Node.StepNode step) {
    if (Effects.isIrreversible(step)) {
      graph.nodes().stream()
          .filter(node -> rollsBack(node) && order.isBefore(step, node) && !isBehindPoint(node))
          .findFirst()
          .ifPresent(gate -> addIrreversible(step, gate));
    }
  }

  private void addIrreversible(Node step, Node gate) {
    findings.add(
        LintCode.IRREVERSIBLE_BEFORE_GATE,
        step,
        "the step '"
            + step.path()
            + "' is irreversible, but if the "
            + gate.kind()
            + " '"
            + gate.path()
            + "' after it fails, the run rolls back on its own and its effect stays.",
        "Put pointOfNoReturn(why) before the step; or let the "
            + gate.kind()
            + " ask, by onFailure(OnFailure.ASK).");
  }

  private static boolean rollsBack(Node node) {
    if (node instanceof Node.GateNode gate) {
      return gate.gate().policy().kind() != GatePolicy.Kind.SOAK
          && gate.gate().policy().onFailure() == OnFailure.ROLL_BACK;
    }
    return node instanceof Node.ApprovalNode approval
        && approval.approval().onFailure() == OnFailure.ROLL_BACK;
  }

  private boolean isBehindPoint(Node node) {
    return graph.nodes().stream()
        .anyMatch(point -> point instanceof Node.PointNode && order.isBefore(point, node));
  }

  void checkPoint(Node.PointNode point) {
    if (!mayBeTakenBack(point)) {
      findings.add(
          LintCode.POINT_PROTECTS_NOTHING,
          point,
          "nothing before the point of no return '"
              + point.path()
              + "' can be taken back: it only keeps what comes after it from going back on its own.",
          "Move it to directly before the step that cannot be taken back, or leave it out.");
    }
    for (Node node : order.directlyBefore(point)) {
      if (node instanceof Node.StepNode step
          && Effects.isIrreversible(node)
          && step.step().onFailure() == OnFailure.ROLL_BACK
          && !isBehindPoint(node)) {
        findings.add(
            LintCode.POINT_TOO_LATE,
            point,
            "the point of no return '"
                + point.path()
                + "' comes directly after the irreversible step '"
                + node.path()
                + "': if that step fails half-way, the run rolls back on its own.",
            "Put the point of no return before the step.");
        return;
      }
    }
  }

  private boolean mayBeTakenBack(Node point) {
    return graph.nodes().stream()
        .filter(node -> !order.isBefore(point, node))
        .anyMatch(
            node ->
                Effects.isReversible(node)
                    || Effects.isIrreversible(node) && graph.phaseOf(node).phase().undo() != null);
  }
}
