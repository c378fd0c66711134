package dev.sallyport.testkit.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The run that was simulated last on a thread, for whoever reports a failed test. Immutable.
 *
 * @param run the run
 * @param seed the seed it was given; null for none
 */
public record LastRun(SimulatedRun run, @Nullable Long seed) {
  private static final ThreadLocal<LastRun> LAST = new ThreadLocal<>();

  static void remember(LastRun last) {
    LAST.set(last);
  }

  /** Returns the last one on this thread since {@link #forget}; empty if there is none. */
  public static Optional<LastRun> onThisThread() {
    return Optional.ofNullable(LAST.get());
  }

  /** Forgets the last one on this thread. */
  public static void forget() {
    LAST.remove();
  }
}
