package dev.sallyport.review;

import dev.sallyport.check.Quantities;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an undo is run, and how long it takes at worst.
 *
 * @param attempts the most attempts made, at least 1
 * @param timeout the limit of each; null for none
 * @param verifiedBy the name of the gate that must open before it counts as done; null for none
 * @param whenUnknown what follows when it is unknown whether it ran
 * @param worst how long it takes at worst, verification included
 */
public record UndoCoverage(
    int attempts,
    @Nullable Duration timeout,
    @Nullable String verifiedBy,
    WhenUnknown whenUnknown,
    WorstCase worst) {

  static UndoCoverage of(UndoPolicy policy, boolean probed, WorstCase worst) {
    WhenUnknown unknown = policy.idempotent() ? WhenUnknown.RUN_AGAIN : WhenUnknown.ASK;
    return new UndoCoverage(
        policy.retry().attempts(),
        policy.timeout(),
        policy.verification() == null ? null : policy.verification().name(),
        probed ? WhenUnknown.PROBE : unknown,
        worst);
  }

  /** Returns it as people read it: {@code 3 attempts of 30 s, verified by 'back'; 2 min}. */
  @Override
  public String toString() {
    String limit = timeout == null ? " without a timeout" : " of " + Quantities.show(timeout);
    return Sheet.count(attempts, "attempt")
        + limit
        + (verifiedBy == null ? ", not verified" : ", verified by '" + verifiedBy + "'")
        + (worst.hasLimit() ? "; at worst " + worst : "");
  }
}
