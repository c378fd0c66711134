package dev.sallyport.examples.world;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for servers, by asking again and again. */
final class Await {
  private static final long BETWEEN_MILLIS = 20;

  private Await() {}

  /** Something that comes to hold. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** Returns whether the condition came to hold in time. */
  static boolean within(Duration limit, Condition condition) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
    }
    return true;
  }
}
