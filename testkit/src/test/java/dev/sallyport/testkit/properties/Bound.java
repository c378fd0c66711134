package dev.sallyport.testkit.properties;

import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;

/**
 * How long a run may take at most before it ends or waits for a person: each node as long as its
 * policies allow, one after the other, and again for each thing that went wrong.
 */
final class Bound {
  /** The longest that a call without a limit lasts, and the longest grace and delay around one. */
  private static final Duration CALL = Duration.ofMinutes(17);

  /** Downtime, or a person's patience. */
  private static final Duration FAULT = Duration.ofMinutes(2);

  private Bound() {}

  static Duration of(Trace trace) {
    Graph graph = trace.plan().graph();
    Facts facts = new Facts(trace.order());
    Duration notice = trace.plan().startRules().notice();
    Duration all = notice == null ? Duration.ZERO : notice;
    for (Node node : graph.nodes()) {
      all = all.plus(forward(node)).plus(undo(facts.policy(node.path())));
    }
    for (Graph.PhaseNode phase : graph.phases()) {
      all = all.plus(undo(phase.phase().undoPolicy()));
    }
    for (Graph.WatchNode watch : graph.watches()) {
      all = all.plus(lastLook(watch.watch().gate().policy()));
    }
    int rounds = 1 + trace.faults();
    return all.plus(FAULT).multipliedBy(rounds);
  }

  private static Duration forward(Node node) {
    if (node instanceof Node.StepNode step) {
      return attempts(step.step().retry()).plus(CALL);
    }
    if (node instanceof Node.GateNode gate) {
      return within(gate.gate());
    }
    return node instanceof Node.ApprovalNode approval
        ? approval.approval().within()
        : Duration.ZERO;
  }

  private static Duration undo(UndoPolicy policy) {
    Gate verification = policy.verification();
    Duration calls = attempts(policy.retry()).plus(CALL);
    return verification == null ? calls : calls.plus(within(verification));
  }

  private static Duration within(Gate gate) {
    return gate.policy().within().plus(gate.policy().sampleTimeout());
  }

  /** The last sample of a watch is begun at once, and asked for again until it can be judged. */
  private static Duration lastLook(GatePolicy policy) {
    Duration blind = java.util.Objects.requireNonNull(policy.inconclusiveFor());
    return blind.plus(policy.every()).plus(policy.sampleTimeout().multipliedBy(3));
  }

  private static Duration attempts(Retry retry) {
    return CALL.multipliedBy(retry.attempts());
  }
}
