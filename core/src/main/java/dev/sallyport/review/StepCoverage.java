package dev.sallyport.review;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one step's effect when a run walks back.
 *
 * @param path the step's id
 * @param kind what the step declares about its effect
 * @param undo how it is taken back; null unless the effect is reversible
 * @param stays why it may stay; empty unless the effect is irreversible
 * @param whenUnknown what follows when it is unknown whether the step ran
 */
public record StepCoverage(
    String path, Kind kind, @Nullable UndoCoverage undo, String stays, WhenUnknown whenUnknown) {

  /** What a step declares about its effect. */
  public enum Kind {
    /** It has an undo. */
    REVERSIBLE("reversible"),
    /** It stays, and that is accepted. */
    IRREVERSIBLE("irreversible"),
    /** There is none. */
    READ_ONLY("read-only");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns it as people read it. */
    @Override
    public String toString() {
      return words;
    }
  }

  static StepCoverage of(Node.StepNode node, Limits limits) {
    Step<?> step = node.step();
    if (step.effect() instanceof Effect.Reversible<?> reversible) {
      boolean probed = step.probe() != null;
      UndoCoverage undo = UndoCoverage.of(reversible.policy(), probed, limits.undo(node));
      return new StepCoverage(node.path(), Kind.REVERSIBLE, undo, "", whenUnknown(step));
    }
    if (step.effect() instanceof Effect.Irreversible<?> irreversible) {
      return new StepCoverage(
          node.path(), Kind.IRREVERSIBLE, null, irreversible.why(), whenUnknown(step));
    }
    return new StepCoverage(node.path(), Kind.READ_ONLY, null, "", WhenUnknown.RUN_AGAIN);
  }

  private static WhenUnknown whenUnknown(Step<?> step) {
    WhenUnknown otherwise = step.isIdempotent() ? WhenUnknown.RUN_AGAIN : WhenUnknown.ASK;
    return step.probe() != null ? WhenUnknown.PROBE : otherwise;
  }

  /** Returns whether there is an undo whose success is verified by a gate. */
  public boolean isVerified() {
    return undo != null && undo.verifiedBy() != null;
  }

  String wayBack() {
    return switch (kind) {
      case REVERSIBLE -> String.valueOf(undo);
      case IRREVERSIBLE -> "stays: " + stays;
      case READ_ONLY -> "nothing to undo";
    };
  }
}
