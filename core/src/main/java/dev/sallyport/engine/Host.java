package dev.sallyport.engine;

import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The machine an engine runs on: threads, a timer, a clock, randomness. Thread-safe. */
final class Host implements AutoCloseable {
  private static final int THREADS = 64;

  /** What timers lead to is quick, but may wait for a disk. */
  private static final int TIMER_THREADS = 4;

  private final Clock clock;
  private final DoubleSupplier draws;
  private final Executor executor;
  private final @Nullable ExecutorService owned;
  private final ExecutorService alarms = pool(TIMER_THREADS, "sallyport-alarm");
  private @Nullable ScheduledThreadPoolExecutor timer;

  Host(EngineOptions options) {
    this.clock = options.clock();
    DoubleSupplier given = options.draws();
    this.draws = given != null ? given : new Random()::nextDouble;
    Executor own = options.executor();
    this.owned = own == null ? workers() : null;
    this.executor = own == null ? java.util.Objects.requireNonNull(owned) : own;
  }

  Clock clock() {
    return clock;
  }

  double draw() {
    return draws.getAsDouble();
  }

  void execute(Runnable work) {
    executor.execute(work);
  }

  /**
   * Runs {@code work}, which must be quick, after a delay, on a thread the user's code never has.
   */
  Future<?> after(Duration delay, Runnable work) {
    return timer().schedule(() -> alarms.execute(work), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized ScheduledThreadPoolExecutor timer() {
    if (timer == null) {
      timer = new ScheduledThreadPoolExecutor(1, threads("sallyport-timer"));
      timer.setRemoveOnCancelPolicy(true);
    }
    return timer;
  }

  private static ExecutorService workers() {
    ExecutorService virtual = virtualThreads();
    return virtual != null ? virtual : pool(THREADS, "sallyport-worker");
  }

  private static ExecutorService pool(int size, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Java 21 and later have virtual threads; this code is compiled for 17. */
  private static @Nullable ExecutorService virtualThreads() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("This Java platform has no virtual threads after all.", e);
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
    alarms.shutdownNow();
    if (owned != null) {
      owned.shutdownNow();
    }
  }
}
