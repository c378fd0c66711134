package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import java.util.Objects;

/**
 * Checks of the Sentinels that watch a primary and its replicas, for a Redis or Valkey that is no
 * cluster.
 *
 * <pre>{@code
 * try (SentinelChecks sentinels =
 *     SentinelChecks.at(RedisOptions.seeds("10.0.0.1:26379", "10.0.0.2:26379"))) {
 *   Check watched = sentinels.quorum("orders", 3);
 * }
 * }</pre>
 *
 * <p>Every Sentinel that is named, or that one of them knows, is asked: one's OK is one view. The
 * connections are as those of {@link RedisChecks}. Thread-safe.
 */
public final class SentinelChecks implements AutoCloseable {
  private final SentinelSource source;

  SentinelChecks(SentinelSource source) {
    this.source = source;
  }

  /**
   * Returns checks of the Sentinels that these options name; their usual port is 26379. Nothing is
   * connected to yet.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  public static SentinelChecks at(RedisOptions sentinels) {
    return new SentinelChecks(new SentinelReader(sentinels.settings()));
  }

  /**
   * Returns the check that all Sentinels name the same primary, and enough of them are up to
   * replace it: the quorum, and more than half of all voters.
   *
   * @param primary the name under which they watch it, such as {@code mymaster}
   * @param expected how many Sentinels there are to be
   * @throws IllegalArgumentException if fewer than one is expected
   */
  public Check quorum(String primary, int expected) {
    if (expected < 1) {
      throw new IllegalArgumentException(
          "With "
              + expected
              + " Sentinels expected there is nothing to check. Expect one or more.");
    }
    return new SentinelQuorum(source, Objects.requireNonNull(primary, "primary"), expected);
  }

  /** Closes all connections and ends the client's threads; within 4 s. May be called again. */
  @Override
  public void close() {
    source.close();
  }
}
