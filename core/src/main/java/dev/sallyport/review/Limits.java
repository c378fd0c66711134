package dev.sallyport.review;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long each thing in a plan takes at worst, by itself.
 *
 * @param grace how long code that was told to stop is waited for
 */
record Limits(Duration grace) {
  /** Beyond it, adding up delays tells nobody anything. */
  private static final int MOST_ATTEMPTS = 100_000;

  static Limits of(Plan plan) {
    return new Limits(plan.grace());
  }

  /** Returns the time from a node's beginning to its end, going forward. */
  WorstCase forward(Node node) {
    if (node instanceof Node.StepNode step) {
      WorstCase attempts = attempts(node.path(), step.step().timeout(), step.step().retry());
      return attempts.then(probes(step.step(), step.step().retry().attempts()));
    }
    if (node instanceof Node.GateNode gate) {
      return WorstCase.of(gate.gate().policy().within());
    }
    return node instanceof Node.ApprovalNode approval
        ? WorstCase.of(approval.approval().within())
        : WorstCase.NOTHING;
  }

  /**
   * Returns how long the last sample of a watch holds the way: one may be under way that was begun
   * too early, and it is asked for again until it can be judged or the watch is blind.
   */
  WorstCase lastSample(Graph.WatchNode watch) {
    GatePolicy policy = watch.watch().gate().policy();
    Duration blind = Objects.requireNonNull(policy.inconclusiveFor());
    return WorstCase.of(policy.sampleTimeout().multipliedBy(2).plus(blind));
  }

  /** Returns the time it takes to undo a node; nothing for what has no undo. */
  WorstCase undo(Node node) {
    if (node instanceof Node.StepNode step
        && step.step().effect() instanceof Effect.Reversible<?> reversible) {
      UndoPolicy policy = reversible.policy();
      return undo("the undo of " + node.path(), policy)
          .then(probes(step.step(), policy.retry().attempts()));
    }
    return WorstCase.NOTHING;
  }

  /** Returns the time of a phase's onRollback; nothing if it has none. */
  WorstCase undo(Graph.PhaseNode phase) {
    return phase.phase().undo() == null
        ? WorstCase.NOTHING
        : undo("the onRollback of " + phase.name(), phase.phase().undoPolicy());
  }

  /** Returns the time it takes to find out what a step did that was under way. */
  WorstCase lookUp(Node node) {
    return node instanceof Node.StepNode step
            && step.step().probe() != null
            && Effects.isReversible(node)
        ? WorstCase.of(step.step().probeTimeout().plus(grace))
        : WorstCase.NOTHING;
  }

  private WorstCase undo(String what, UndoPolicy policy) {
    WorstCase attempts = attempts(what, policy.timeout(), policy.retry());
    return policy.verification() == null
        ? attempts
        : attempts.then(WorstCase.of(policy.verification().policy().within()));
  }

  private WorstCase attempts(String what, @Nullable Duration timeout, Retry retry) {
    int count = retry.attempts();
    if (count > MOST_ATTEMPTS) {
      return WorstCase.endless(what + " may be tried " + count + " times");
    }
    WorstCase delays = WorstCase.of(delays(retry));
    return timeout == null
        ? delays.then(WorstCase.endless(what + " has no timeout"))
        : delays.then(WorstCase.of(timeout.plus(grace).multipliedBy(count)));
  }

  /** An attempt that ran out of time is looked up; a probe's own retries come on top once. */
  private WorstCase probes(Step<?> step, int attempts) {
    if (step.probe() == null || step.effect() instanceof Effect.ReadOnly<?>) {
      return WorstCase.NOTHING;
    }
    Retry retry = step.probeRetry();
    long probes = (long) attempts + retry.attempts() - 1;
    Duration span = step.probeTimeout().plus(grace).multipliedBy(probes);
    return WorstCase.of(span.plus(delays(retry)));
  }

  private static Duration delays(Retry retry) {
    Duration sum = Duration.ZERO;
    for (int attempt = 1; attempt < retry.attempts(); attempt++) {
      sum = sum.plus(retry.delayAfter(attempt, 1));
    }
    return sum;
  }
}
