package dev.sallyport.examples.memcached;

import java.util.Map;
import java.util.Optional;

/**
 * What one server said of itself.
 *
 * @param stats the answer to {@code stats}; empty if there was none
 * @param silence why there was none, a part of a sentence; empty if there was one
 */
record MemcachedSeen(String server, Map<String, String> stats, String silence) {

  /** Copies the map. */
  MemcachedSeen {
    stats = Map.copyOf(stats);
  }

  static MemcachedSeen silent(String server, String why) {
    return new MemcachedSeen(server, Map.of(), why);
  }

  boolean isSilent() {
    return !silence.isEmpty();
  }

  /** Returns a count, if the server gave it as one. */
  Optional<Long> number(String name) {
    String value = stats.getOrDefault(name, "");
    return value.matches("\\d{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }
}
