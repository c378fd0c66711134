package dev.sallyport.review;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.util.List;

/**
 * Goes through a plan once and asks all the rules, node by node, then phases, watches,
 * announcements.
 */
final class LintRules {
  private final Graph graph;
  private final Findings findings;
  private final StepRules steps;
  private final GateRules gates;
  private final OrderRules orders;
  private final SampleRules samples;
  private final WatchRules watches;
  private final AnnouncementRules announcements;

  private LintRules(Plan plan) {
    this.graph = plan.graph();
    this.findings = new Findings(graph);
    Order order = new Order(graph);
    this.steps = new StepRules(findings, plan.asksOnUndoFailure());
    this.gates = new GateRules(findings, order);
    this.orders = new OrderRules(graph, order, findings);
    this.samples = new SampleRules(findings);
    this.watches = new WatchRules(graph, order, findings);
    this.announcements = new AnnouncementRules(plan, findings);
  }

  static List<Finding> findings(Plan plan) {
    LintRules rules = new LintRules(plan);
    rules.graph.nodes().forEach(rules::node);
    rules.graph.phases().forEach(rules::phase);
    rules.graph.watches().forEach(rules::watch);
    rules.announcements.check();
    return rules.findings.list();
  }

  private void node(Node node) {
    if (node instanceof Node.StepNode step) {
      steps.check(step);
      orders.checkExposure(step);
      orders.checkIrreversible(step);
      watches.checkIrreversible(step);
      if (step.step().effect() instanceof Effect.Reversible<?> reversible
          && reversible.policy().verification() != null) {
        gates.checkVerification(step, reversible.policy().verification());
      }
    } else if (node instanceof Node.GateNode gate) {
      gates.check(gate);
      samples.checkMonitor(gate);
      watches.checkSoak(gate);
    } else if (node instanceof Node.PointNode point) {
      orders.checkPoint(point);
    }
  }

  private void watch(Graph.WatchNode watch) {
    samples.checkWatch(watch);
    watches.check(watch);
  }

  private void phase(Graph.PhaseNode phase) {
    steps.check(phase, hasEffect(phase));
    Gate verification = phase.phase().undoPolicy().verification();
    if (phase.phase().undo() != null && verification != null) {
      gates.checkVerification(phase, verification);
    }
  }

  private boolean hasEffect(Graph.PhaseNode phase) {
    return graph.nodes().stream()
        .filter(node -> graph.phaseOf(node).index() == phase.index())
        .anyMatch(Effects::hasEffect);
  }
}
