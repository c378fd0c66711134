package dev.sallyport.examples.checklist;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Plan;
import java.util.Map;

/** Binds the secrets of a plan. */
public final class Bound {
  private Bound() {}

  /** Returns the plan with these secrets. */
  public static Plan to(Map<Secret<String>, String> secrets, Plan plan) {
    Plan bound = plan;
    for (Map.Entry<Secret<String>, String> each : secrets.entrySet()) {
      bound = bound.with(each.getKey(), each.getValue());
    }
    return bound;
  }
}
