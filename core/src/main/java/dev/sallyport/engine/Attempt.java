package dev.sallyport.engine;

import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The call of the user's code for one attempt; can be interrupted while it lasts, and only then.
 * Thread-safe.
 */
public final class Attempt {
  final int unit;
  private final String path;
  private final Work work;
  private final int number;
  private final Call call;
  private final Maker maker;
  private @Nullable Thread thread;
  private boolean cancelled;
  private @Nullable Instant beganAt;

  Attempt(int unit, String path, Work work, int number, Call call, Maker maker) {
    this.unit = unit;
    this.path = path;
    this.work = work;
    this.number = number;
    this.call = call;
    this.maker = maker;
  }

  /** Returns the path of the step, or of the phase's rollback. */
  public String path() {
    return path;
  }

  /** Returns which of the user's code it calls. */
  public Work work() {
    return work;
  }

  /** Returns which attempt of that work it is, from 1. */
  public int number() {
    return number;
  }

  /** Calls the user's code on this thread, and returns how it ended; throws nothing. */
  public Result run(Clock clock) {
    synchronized (this) {
      if (cancelled) {
        return new Result.NeverBegan();
      }
      thread = Thread.currentThread();
      beganAt = clock.instant();
    }
    try {
      return call.run(this);
    } catch (Throwable thrown) {
      return new Result.Threw(thrown);
    } finally {
      forgetThread();
    }
  }

  /**
   * Returns the result of an attempt that ended well, without calling the user's code: what a step
   * or its probe made, nothing for an undo.
   *
   * @throws ClassCastException if {@code value} is none of the step's type
   */
  public Result made(@Nullable Object value) {
    return maker.made(value);
  }

  private synchronized void forgetThread() {
    thread = null;
    // The interrupt was for the attempt, which is over, and not for what this thread does next.
    Thread.interrupted();
  }

  /** Tells the user's code to stop; if it was not called yet, it will not be. */
  public synchronized void interrupt() {
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

  @Override
  public String toString() {
    return work + " " + number + " of " + path;
  }

  /** The user's code. */
  @FunctionalInterface
  interface Call {
    Result run(Attempt attempt) throws Exception;
  }

  /** Makes the result of a value. */
  @FunctionalInterface
  interface Maker {
    Result made(@Nullable Object value);
  }

  /** How an attempt ended. */
  public sealed interface Result {
    /** It returned this; a probe found this. */
    record Made(Output output) implements Result {}

    /** A probe found no effect. */
    record Absent() implements Result {}

    /** A probe cannot tell, and why. */
    record CannotTell(String why) implements Result {}

    /** It threw this. */
    record Threw(Throwable thrown) implements Result {}

    /** It was told to stop before it began. */
    record NeverBegan() implements Result {}
  }
}
