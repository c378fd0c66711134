package dev.sallyport.examples.docs;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.plan.Plan;

/** The team's plan that the pages of the documentation speak of. */
public final class MyPlan {
  private MyPlan() {}

  /** Returns the plan. */
  public static Plan plan() {
    return Plan.named("my-plan", 1)
        .phases(phase("Only").step(step("look").run(context -> {}).readOnly()))
        .build();
  }
}
