package dev.sallyport.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One sample being taken, as whoever drives a check makes it. Thread-safe. */
public final class Sample implements CheckContext {
  private static final Duration SLICE = Duration.ofMillis(100);

  private final Clock clock;
  private final Instant startedAt;
  private final Instant deadline;
  private final Secret.Source secrets;
  private final BooleanSupplier cancelled;
  private final IdentityHashMap<Object, FutureTask<?>> measured = new IdentityHashMap<>(2);

  private Sample(Clock clock, Duration limit, Secret.Source secrets, BooleanSupplier cancelled) {
    this.clock = clock;
    this.startedAt = clock.instant();
    this.deadline = startedAt.plus(limit);
    this.secrets = secrets;
    this.cancelled = cancelled;
  }

  /** Begins a sample now, by {@code clock}, which must end within {@code limit}. */
  public static Sample begin(
      Clock clock, Duration limit, Secret.Source secrets, BooleanSupplier cancelled) {
    return new Sample(clock, limit, secrets, cancelled);
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (cancelled()) {
        throw new CancellationException("The answer is no longer wanted.");
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, SLICE.toNanos()));
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  @Override
  public <T> T secret(Secret<T> secret) {
    return secrets.value(secret);
  }

  @Override
  @SuppressWarnings("unchecked") // the task under a key is only ever put there by this method
  public <T> T once(Object key, Callable<T> measurement) throws Exception {
    FutureTask<T> task;
    synchronized (measured) {
      task = (FutureTask<T>) measured.computeIfAbsent(key, k -> new FutureTask<>(measurement));
    }
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }
}
