package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One load, from the first request to the last answer: paced by one thread, which also keeps the
 * books and ends what takes too long.
 *
 * <p>A request is begun when it is due, whatever became of those before it. If all places are
 * taken, it begins as soon as one is free, and its latency still counts from when it was due.
 */
final class LoadRun implements Callable<LoadSeen> {
  private static final long LOOK_UP = 50_000_000; // ns; how often cancellation is looked for

  private final LoadPlan plan;
  private final CheckContext context;
  private final LoadClient client;
  private final Arrivals arrivals;
  private final Ledger ledger;
  private final Queue<Shot> done = new ConcurrentLinkedQueue<>();
  private final Deque<Shot> inOrder = new ArrayDeque<>();
  private volatile @Nullable Thread sleeper;
  private int inFlight;
  private long begun;
  private long lastFull;

  LoadRun(LoadPlan plan, CheckContext context, LoadClient client) {
    this.plan = plan;
    this.context = context;
    this.client = client;
    this.arrivals = new Arrivals(plan);
    this.ledger = new Ledger(plan);
  }

  /**
   * Runs the load.
   *
   * @throws InterruptedException if interrupted; requests under way are cancelled
   * @throws CancellationException if the sample was cancelled
   */
  @Override
  public LoadSeen call() throws InterruptedException {
    try {
      pace();
      return ledger.close(context.clock().instant());
    } finally {
      inOrder.forEach(LoadRun::cancel);
      client.close();
    }
  }

  private void pace() throws InterruptedException {
    begun = MonotonicTime.now();
    lastFull = begun - 1;
    Deadline sample = Deadline.in(HealthReader.usable(context.remaining()));
    Deadline starts = sample.orIn(plan.needs());
    Deadline end = sample.orIn(plan.needs().plus(plan.timeout()));
    long due = arrivals.next();
    while (due >= 0 || inFlight > 0) {
      settle();
      if (starts.passed()) {
        due = giveUp(due);
      }
      if (end.passed()) {
        cutOff();
      } else if (due >= 0 && begun + due - MonotonicTime.now() <= 0 && roomLeft()) {
        fire(due);
        due = arrivals.next();
      } else if (due >= 0 || inFlight > 0) {
        sleep(due, end);
      }
    }
  }

  private boolean roomLeft() {
    boolean room = inFlight < plan.maxInFlight();
    if (!room) {
      lastFull = MonotonicTime.now();
    }
    return room;
  }

  private void fire(long due) {
    long intended = begun + due;
    Shot shot = new Shot(due, intended, MonotonicTime.now(), lastFull - intended >= 0);
    inFlight++;
    inOrder.add(shot);
    ledger.started(shot, inFlight);
    client.fire(shot, this::ended);
  }

  /** Called by a thread of the client; the shot goes back to the pacing one through the queue. */
  private void ended(Shot shot) {
    done.add(shot);
    LockSupport.unpark(sleeper);
  }

  /** Enters what has ended, and ends what has had its time. */
  private void settle() {
    for (Shot shot = done.poll(); shot != null; shot = done.poll()) {
      if (!shot.settled) {
        enter(shot);
      }
    }
    long timeout = plan.timeout().toNanos();
    long now = MonotonicTime.now();
    for (Shot first = inOrder.peek(); first != null; first = inOrder.peek()) {
      if (!first.settled && now - first.started < timeout) {
        return;
      }
      inOrder.remove();
      if (!first.settled) {
        cancel(first);
        close(first);
        ledger.failed(first, Trouble.NO_ANSWER);
      }
    }
  }

  private void enter(Shot shot) {
    close(shot);
    Throwable error = shot.error;
    if (error != null) {
      ledger.failed(shot, Trouble.of(error));
    } else if (shot.ended - shot.started > plan.timeout().toNanos()) {
      ledger.failed(shot, Trouble.NO_ANSWER);
    } else {
      ledger.answered(shot);
    }
  }

  private void close(Shot shot) {
    shot.settled = true;
    inFlight--;
  }

  private static void cancel(Shot shot) {
    Runnable cancel = shot.cancel;
    if (cancel != null && !shot.settled) {
      cancel.run();
    }
  }

  private long giveUp(long due) {
    for (long never = due; never >= 0; never = arrivals.next()) {
      ledger.neverStarted(never);
    }
    return -1;
  }

  private void cutOff() {
    for (Shot shot : inOrder) {
      if (!shot.settled) {
        cancel(shot);
        close(shot);
        ledger.cutOff(shot);
      }
    }
  }

  /**
   * Sleeps until the next thing is due; an answer wakes only one who waits for a place or the end.
   */
  private void sleep(long due, Deadline end) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the load was interrupted");
    }
    if (context.cancelled()) {
      throw new CancellationException("the sample was cancelled");
    }
    long now = MonotonicTime.now();
    long nap = Math.min(LOOK_UP, end.at() - now);
    Shot first = inOrder.peek();
    if (first != null) {
      nap = Math.min(nap, first.started + plan.timeout().toNanos() - now);
    }
    boolean full = inFlight >= plan.maxInFlight();
    if (due >= 0 && !full) {
      nap = Math.min(nap, begun + due - now);
    } else {
      sleeper = Thread.currentThread();
    }
    // Looked at again after announcing the sleep, or a wake-up could be missed.
    if (nap > 0 && (sleeper == null || done.isEmpty())) {
      LockSupport.parkNanos(this, nap);
      ledger.delayedOurselves(MonotonicTime.now() - now - nap);
    }
    sleeper = null;
  }
}
