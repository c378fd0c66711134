package dev.sallyport.testkit;

import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.explore.Exploration;
import dev.sallyport.testkit.explore.Explorer;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a plan, before it runs anywhere. */
public final class PlanAssert extends AbstractAssert<PlanAssert, Plan> {
  PlanAssert(Plan plan) {
    super(plan, PlanAssert.class);
  }

  /**
   * Fails unless every rule holds whatever goes wrong: see {@link Explorer#of(Plan)}. Nothing of
   * the plan's own code is called. The failure tells the shortest case of each finding as a story.
   */
  public PlanAssert survivesEveryFailure() {
    isNotNull();
    return survives(Explorer.of(actual));
  }

  /** The same with an explorer that was told more: what to accept, how many pairs to run. */
  public PlanAssert survives(Explorer explorer) {
    Exploration found = explorer.explore();
    if (!found.isClean()) {
      failWithMessage("%s", found.text());
    }
    return this;
  }
}
