package dev.sallyport.checks.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The books of one load: every request that was due is entered once. Used by one thread. */
final class Ledger {
  private static final int DIGITS = 3;
  private static final int BLOCKS = 10;

  private final LoadPlan plan;
  private final long warmUp;
  private final long block;
  private final List<Histogram> blocks = new ArrayList<>();
  private final Map<String, Long> failures = new TreeMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private long due;
  private long begun;
  private long resent;
  private long lastStart;
  private long maxDelay;
  private long maxOwnDelay;
  private int maxInFlight;

  Ledger(LoadPlan plan) {
    this.plan = plan;
    this.warmUp = plan.warmUp().toNanos();
    long lasting = plan.lasting().toNanos();
    this.block = Math.max(Duration.ofSeconds(1).toNanos(), (lasting + BLOCKS - 1) / BLOCKS);
    for (long at = 0; at < lasting; at += block) {
      blocks.add(new Histogram(DIGITS));
    }
  }

  private boolean counts(long dueAt) {
    return dueAt >= warmUp;
  }

  void started(Shot shot, int inFlight) {
    if (counts(shot.due)) {
      due++;
      begun++;
      lastStart = Math.max(lastStart, shot.due + (shot.started - shot.intended) - warmUp);
      maxDelay = Math.max(maxDelay, shot.started - shot.intended);
      maxInFlight = Math.max(maxInFlight, inFlight);
      delayedOurselves(shot.ownDelay());
    }
  }

  /** Enters how much later than asked for this process got to run; negative if it was earlier. */
  void delayedOurselves(long nanos) {
    maxOwnDelay = Math.max(maxOwnDelay, nanos);
  }

  /** Enters a request that was due but never begun. */
  void neverStarted(long dueAt) {
    if (counts(dueAt)) {
      due++;
      unknown.merge("never-started", 1L, Long::sum);
    }
  }

  /** Enters a request whose answer was no longer waited for, though its time was not up. */
  void cutOff(Shot shot) {
    if (counts(shot.due)) {
      unknown.merge("cut-off", 1L, Long::sum);
    }
  }

  void failed(Shot shot, Trouble trouble) {
    if (counts(shot.due)) {
      (trouble.farSide() ? failures : unknown).merge(trouble.code(), 1L, Long::sum);
    }
  }

  void answered(Shot shot) {
    if (!counts(shot.due)) {
      return;
    }
    boolean good =
        shot.status < 300
            || shot.status >= 400
                && shot.status < 500
                && plan.clientErrors() == ClientErrors.COUNT_AS_ANSWERS;
    if (!good) {
      failures.merge("status-" + shot.status, 1L, Long::sum);
      return;
    }
    resent += shot.resent ? 1 : 0;
    int place = (int) Math.min(blocks.size() - 1, (shot.due - warmUp) / block);
    blocks.get(place).recordValue(micros(shot.latency()));
  }

  /** Rounds up, so that nothing seems faster than it was. */
  private static long micros(long nanos) {
    return Math.max(0, (nanos + 999) / 1000);
  }

  LoadSeen close(Instant at) {
    Duration span = Duration.ofNanos(Math.max(plan.lasting().toNanos(), lastStart));
    return new LoadSeen(
        plan,
        due,
        begun,
        failures,
        unknown,
        resent,
        new Latencies(blocks),
        Duration.ofNanos(block),
        span,
        Duration.ofNanos(maxDelay),
        Duration.ofNanos(maxOwnDelay),
        maxInFlight,
        at);
  }
}
