package dev.sallyport.review;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;

/** What is looked for in each step, its undo, and the onRollback of each phase. */
final class StepRules {
  private static final String UNDO_HANGS =
      ", so one that hangs keeps the rollback from ever ending.";

  private final Findings findings;
  private final boolean asksOnUndoFailure;

  StepRules(Findings findings, boolean asksOnUndoFailure) {
    this.findings = findings;
    this.asksOnUndoFailure = asksOnUndoFailure;
  }

  void check(Node.StepNode node) {
    Step<?> step = node.step();
    if (step.effect() instanceof Effect.ReadOnly<?>) {
      return;
    }
    if (step.timeout() == null) {
      findings.add(
          LintCode.NO_TIMEOUT,
          node,
          "the step '"
              + node.path()
              + "' has an effect and no timeout, so an attempt that hangs holds the run for ever.",
          "Add timeout(...).");
    }
    if (step.retry().attempts() > 1 && step.probe() == null && !step.isIdempotent()) {
      findings.add(
          LintCode.RETRY_NOT_REPEATABLE,
          node,
          "the step '"
              + node.path()
              + "' is tried up to "
              + step.retry().attempts()
              + " times, but is neither idempotent nor probed: an attempt that failed half-way is"
              + " made again on top, and one that ran out of time asks a person.",
          "Add probe(...), or idempotent() if it may run twice; otherwise leave out the retry.");
    }
    if (step.effect() instanceof Effect.Reversible<?> reversible) {
      undo(node, reversible.policy());
    }
  }

  private void undo(Node.StepNode node, UndoPolicy policy) {
    if (policy.timeout() == null) {
      findings.add(
          LintCode.UNDO_WITHOUT_TIMEOUT,
          node,
          "the undo of '" + node.path() + "' has no timeout" + UNDO_HANGS,
          "Give onRollback(...) an undo().timeout(...).");
    }
    if (policy.retry().attempts() == 1) {
      findings.add(
          LintCode.UNDO_TRIED_ONCE,
          node,
          "the undo of '"
              + node.path()
              + "' is tried once: the first failure, however short, "
              + (asksOnUndoFailure ? "waits for a person." : "leaves the effect behind."),
          "Give onRollback(...) an undo().retry(...).");
    }
  }

  void check(Graph.PhaseNode phase, boolean hasEffect) {
    if (phase.phase().undo() == null) {
      return;
    }
    if (!hasEffect) {
      findings.add(
          LintCode.ROLLBACK_NEVER_RUNS,
          phase,
          "the onRollback of the phase '"
              + phase.name()
              + "' never runs, because no step of the phase has an effect.",
          "Move it to the phase whose effects it takes back, or leave it out.");
    } else if (phase.phase().undoPolicy().timeout() == null) {
      findings.add(
          LintCode.UNDO_WITHOUT_TIMEOUT,
          phase,
          "the onRollback of the phase '" + phase.name() + "' has no timeout" + UNDO_HANGS,
          "Give it an undo().timeout(...).");
    }
  }
}
