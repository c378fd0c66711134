package dev.sallyport.examples.memcached;

import dev.sallyport.check.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Memcached servers for the test of a plan: their state is told in words, and judged by the same
 * rules as that of real ones. Thread-safe.
 */
public final class ScriptedMemcached {
  private static final long LIMIT = 64L << 20;

  private final Map<String, MemcachedSeen> servers = new TreeMap<>();

  private ScriptedMemcached() {}

  /** Returns servers that serve and are almost empty. */
  public static ScriptedMemcached healthy(String server, String... more) {
    ScriptedMemcached scripted = new ScriptedMemcached();
    scripted.put(server, "1", 0);
    for (String other : more) {
      scripted.put(other, "1", 0);
    }
    return scripted;
  }

  /** From now on this server cannot be connected to. */
  public synchronized ScriptedMemcached dies(String server) {
    servers.put(server, MemcachedSeen.silent(server, "does not answer: Connection refused"));
    return this;
  }

  /** From now on this server has no connection left to give. */
  public ScriptedMemcached isOutOfConnections(String server) {
    return put(server, "0", 0);
  }

  /** From now on this server's memory is that full, and it serves. */
  public ScriptedMemcached isFull(String server, Percent share) {
    return put(server, "1", (long) (LIMIT * share.fraction()));
  }

  private synchronized ScriptedMemcached put(String server, String accepting, long bytes) {
    Map<String, String> stats =
        Map.of(
            "version",
            "scripted",
            "accepting_conns",
            accepting,
            "bytes",
            String.valueOf(bytes),
            "limit_maxbytes",
            String.valueOf(LIMIT));
    servers.put(server, new MemcachedSeen(server, stats, ""));
    return this;
  }

  /** Returns the checks of these servers; they see every later change. */
  public MemcachedChecks checks() {
    return new MemcachedChecks(List.copyOf(servers.keySet()), sample -> seen());
  }

  private synchronized List<MemcachedSeen> seen() {
    return new ArrayList<>(servers.values());
  }
}
