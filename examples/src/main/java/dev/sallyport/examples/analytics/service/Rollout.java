package dev.sallyport.examples.analytics.service;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Which users have the analytics: the same ones whenever they are asked about, and those who had
 * them at a smaller share still have them at a larger one. Immutable.
 *
 * @param enabled whether anybody has them
 * @param percent how many of a hundred users have them
 */
public record Rollout(boolean enabled, int percent) {
  static Rollout of(Config config) {
    boolean enabled = Boolean.parseBoolean(config.env().getOrDefault("ENABLE_ANALYTICS", "false"));
    return new Rollout(enabled, config.number("ANALYTICS_ROLLOUT_PERCENT", 100));
  }

  /** Returns whether a user has them; nobody without a name has. */
  public boolean includes(String user) {
    return enabled && !user.isBlank() && bucket(user) < percent;
  }

  /** Returns 0 to 99: the CRC-32 of the user's id, modulo 100. */
  private static int bucket(String user) {
    CRC32 crc = new CRC32();
    crc.update(user.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % 100);
  }
}
