package dev.sallyport.engine;

import dev.sallyport.journal.Work;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The call of the user's code for one attempt; can be interrupted while it lasts, and only then.
 */
final class Attempt {
  final int unit;
  final Work work;
  final int number;
  private final Call call;
  private @Nullable Thread thread;
  private boolean cancelled;
  private @Nullable Instant beganAt;

  Attempt(int unit, Work work, int number, Call call) {
    this.unit = unit;
    this.work = work;
    this.number = number;
    this.call = call;
  }

  /** Calls the user's code on this thread. */
  Message.Result run(Clock clock) {
    synchronized (this) {
      if (cancelled) {
        return new Message.Result.NeverBegan();
      }
      thread = Thread.currentThread();
      beganAt = clock.instant();
    }
    try {
      return call.run(this);
    } catch (Throwable thrown) {
      return new Message.Result.Threw(thrown);
    } finally {
      forgetThread();
    }
  }

  private synchronized void forgetThread() {
    thread = null;
    // The interrupt was for the attempt, which is over, and not for what this thread does next.
    Thread.interrupted();
  }

  synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Returns when the user's code was called; null while the attempt waits for a thread. */
  synchronized @Nullable Instant beganAt() {
    return beganAt;
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** The user's code. */
  @FunctionalInterface
  interface Call {
    Message.Result run(Attempt attempt) throws Exception;
  }
}
