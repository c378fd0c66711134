package dev.sallyport.checks.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the HTTP checks: few, daemon, named, gone when idle. */
final class Workers {
  private static final int TARGETS_AT_ONCE = 16;
  private static final int IDLE_SECONDS = 30;

  private Workers() {}

  /** Returns threads that each ask one target at a time. */
  static ExecutorService forHealth() {
    return pool("sallyport-http-health", TARGETS_AT_ONCE);
  }

  /**
   * Returns threads for the JDK's client, whose own pool would grow with the load it is to measure.
   */
  static ExecutorService forClient() {
    return pool("sallyport-http-client", Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static ExecutorService pool(String name, int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
