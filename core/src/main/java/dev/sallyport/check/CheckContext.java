package dev.sallyport.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * The sample a check is asked for: when, by when, and with which secrets.
 *
 * <p>Handed to a check by the engine or by a test. Safe for use by several threads.
 */
public interface CheckContext {

  /** Returns the instant at which this sample was begun. */
  Instant startedAt();

  /** Returns the clock by which the sample is timed; the only clock a check may read. */
  Clock clock();

  /** Returns how long the check still has before its sample counts as timed out; never negative. */
  Duration remaining();

  /** Returns how long one call may take: {@code limit}, or what is left if that is shorter. */
  default Duration remaining(Duration limit) {
    Duration left = remaining();
    return left.compareTo(limit) < 0 ? left : limit;
  }

  /**
   * Lets time pass inside the sample, for a check that looks more than once.
   *
   * @throws java.util.concurrent.CancellationException if the answer is no longer wanted
   * @throws InterruptedException if the thread is interrupted
   */
  void pause(Duration time) throws InterruptedException;

  /** Returns whether the engine no longer wants the answer. */
  boolean cancelled();

  /**
   * Returns the value of a secret.
   *
   * @throws IllegalStateException if nothing was bound to the secret
   */
  <T> T secret(Secret<T> secret);

  /**
   * Returns what {@code measurement} gives, measured once in this sample however often it is asked
   * for.
   *
   * <p>So that two metrics of one measurement, joined by {@link Check#and}, read the same one.
   *
   * @param key stands for the measurement; compared by identity
   * @throws Exception what the measurement threw, to every caller
   */
  <T> T once(Object key, Callable<T> measurement) throws Exception;

  /**
   * Returns a context for asking a check by hand or in a test: no secrets, the given time limit.
   */
  static CheckContext of(Clock clock, Duration limit) {
    return Sample.begin(clock, limit, Secret.Source.none(), () -> false);
  }
}
