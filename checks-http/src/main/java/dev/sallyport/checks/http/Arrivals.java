package dev.sallyport.checks.http;

import java.util.SplittableRandom;

/**
 * When requests are due, in nanoseconds from the start, whatever becomes of them: constant gaps, or
 * those of a Poisson process with a seed. Pure but for its position; not thread-safe.
 */
final class Arrivals {
  private final double gap;
  private final long end;
  private final SplittableRandom random;
  private final boolean constant;
  private long index;
  private double at;

  Arrivals(LoadPlan plan) {
    this.gap = 1e9 / plan.rate().perSecond();
    this.end = plan.warmUp().plus(plan.lasting()).toNanos();
    this.constant = plan.seed().isEmpty();
    this.random = new SplittableRandom(plan.seed().orElse(0));
  }

  /** Returns when the next request is due, or -1 if there is none. */
  long next() {
    // Each from its index, since adding up a rounded gap would drift.
    at = constant ? index * gap : at - Math.log(1 - random.nextDouble()) * gap;
    index++;
    return index <= LoadPlan.MOST_REQUESTS && at < end ? (long) at : -1;
  }
}
