package dev.sallyport.checks.http;

import dev.sallyport.check.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load probe saw, the warm-up left out. Every request that was due is in exactly one of the
 * latencies, the failures and the unknown.
 *
 * @param plan what was sent
 * @param due how many requests were due
 * @param begun how many were begun
 * @param failures by kind, what the service did wrong
 * @param unknown by kind, what was not measured
 * @param resent how many of the answered ones had to be sent again after a dropped connection
 * @param latencies of the requests answered well
 * @param block the span of one block of latencies
 * @param span from the end of the warm-up to the last start, at least the length planned
 * @param maxStartDelay the longest between when a request was due and when it began
 * @param maxOwnDelay the longest that this process was late by itself: a pause, or a busy machine
 * @param maxInFlight the most requests that waited at once
 * @param at when it ended
 */
record LoadSeen(
    LoadPlan plan,
    long due,
    long begun,
    Map<String, Long> failures,
    Map<String, Long> unknown,
    long resent,
    Latencies latencies,
    Duration block,
    Duration span,
    Duration maxStartDelay,
    Duration maxOwnDelay,
    int maxInFlight,
    Instant at) {

  LoadSeen {
    failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    unknown = Collections.unmodifiableMap(new TreeMap<>(unknown));
  }

  long failed() {
    return sum(failures);
  }

  long unmeasured() {
    return sum(unknown);
  }

  /** Returns how many have a known end. */
  long known() {
    return latencies.count() + failed();
  }

  Rate offered() {
    return Rate.of((double) due, plan.lasting());
  }

  Rate achieved() {
    return Rate.of((double) begun, span);
  }

  /**
   * Returns the requests that were slower than {@code limit}; one that failed is slower than any.
   *
   * <p>What exceeds the limit by no more than our own longest delay may have been our doing.
   */
  Exceedances slowerThan(Duration limit) {
    long certain = latencies.certainlyOver(limit.plus(maxOwnDelay));
    long possible = latencies.possiblyOver(limit);
    return new Exceedances(
        known() + unmeasured(), certain + certainlyFailed(), possible + failed() + unmeasured());
  }

  /** Returns the requests that failed. */
  Exceedances errors() {
    return new Exceedances(
        known() + unmeasured(), certainlyFailed(), failed() + resent + unmeasured());
  }

  /** Returns the failed ones without the silences that we may have slept through ourselves. */
  private long certainlyFailed() {
    boolean slept = maxOwnDelay.multipliedBy(2).compareTo(plan.timeout()) >= 0;
    return failed() - (slept ? failures.getOrDefault(Trouble.NO_ANSWER.code(), 0L) : 0);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
