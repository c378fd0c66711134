package dev.sallyport.testkit.properties;

import dev.sallyport.check.Verdict;
import dev.sallyport.plan.GatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a watch or a monitor come to by its policy: worked out afresh each time,
 * backwards from the last one, on a clock that stands still while no engine is up.
 */
final class Tally {
  private final GatePolicy policy;
  private final Instant begun;
  private final List<Seen> samples = new ArrayList<>();
  private Duration downtime = Duration.ZERO;
  private int failed;

  /** A sample, and how long after the beginning it was taken. */
  private record Seen(Duration up, Verdict verdict) {
    boolean failed() {
      return verdict instanceof Verdict.Fail || verdict instanceof Verdict.Pending;
    }

    boolean isBlind() {
      return verdict instanceof Verdict.Inconclusive;
    }
  }

  Tally(GatePolicy policy, Instant begun) {
    this.policy = policy;
    this.begun = begun;
  }

  void add(Instant at, Verdict verdict) {
    samples.add(new Seen(up(at), verdict));
    failed += last().failed() ? 1 : 0;
  }

  void down(Duration span) {
    downtime = downtime.plus(span);
  }

  /** Returns for how long an engine has been up since the beginning. */
  Duration up(Instant at) {
    return Duration.between(begun, at).minus(downtime);
  }

  /** Returns when an engine will have been up for so long, if none dies. */
  Instant when(Duration up) {
    return begun.plus(downtime).plus(up);
  }

  boolean isEmpty() {
    return samples.isEmpty();
  }

  Duration lastUp() {
    return last().up;
  }

  boolean lastPassed() {
    return !isEmpty() && last().verdict.passed();
  }

  private Seen last() {
    return samples.get(samples.size() - 1);
  }

  /** Returns whether it trips, or fails, by what was seen so far. */
  boolean trips() {
    if (isEmpty()) {
      return false;
    }
    return policy.failingFor() != null
        ? failedFor(policy.failingFor())
        : failures() >= policy.failures();
  }

  private boolean failedFor(Duration span) {
    if (!last().failed()) {
      return false;
    }
    Duration first = last().up;
    for (int i = samples.size() - 1; i >= 0; i--) {
      Seen seen = samples.get(i);
      if (seen.failed()) {
        first = seen.up;
      } else if (!seen.isBlind()) {
        break;
      }
    }
    return last().up.minus(first).compareTo(span) >= 0;
  }

  private int failures() {
    if (policy.failureWindow() == null && !policy.failuresInARow()) {
      return failed;
    }
    int count = 0;
    for (int i = samples.size() - 1; i >= 0; i--) {
      Seen seen = samples.get(i);
      boolean tooOld =
          policy.failureWindow() != null
              && last().up.minus(seen.up).compareTo(policy.failureWindow()) > 0;
      if (tooOld || policy.failuresInARow() && !seen.failed() && !seen.isBlind()) {
        break;
      }
      count += seen.failed() ? 1 : 0;
    }
    return count;
  }

  /** Returns when nothing could be judged for too long; null while something can. */
  @Nullable Instant blindAt() {
    Duration since = null;
    for (int i = samples.size() - 1; i >= 0 && samples.get(i).isBlind(); i--) {
      since = samples.get(i).up;
    }
    return since == null || policy.inconclusiveFor() == null
        ? null
        : when(since.plus(policy.inconclusiveFor()));
  }
}
