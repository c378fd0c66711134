package dev.sallyport.review;

import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Node;

/** What nodes declare about their effects; anything but a step has none. */
final class Effects {
  private Effects() {}

  static boolean hasEffect(Node node) {
    return isReversible(node) || isIrreversible(node);
  }

  static boolean isReversible(Node node) {
    return node instanceof Node.StepNode step
        && step.step().effect() instanceof Effect.Reversible<?>;
  }

  static boolean isIrreversible(Node node) {
    return node instanceof Node.StepNode step
        && step.step().effect() instanceof Effect.Irreversible<?>;
  }
}
