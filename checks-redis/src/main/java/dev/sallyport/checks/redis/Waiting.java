package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Lets time pass inside a sample, and ends when the sample is no longer wanted. */
final class Waiting {
  private static final Duration SLICE = Duration.ofMillis(100);

  private Waiting() {}

  static void pause(Duration time, CheckContext context) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (context.cancelled()) {
        throw new CancellationException("The answer is no longer wanted.");
      }
      Thread.sleep(Math.max(1, Math.min(left, SLICE.toNanos()) / 1_000_000));
    }
  }
}
