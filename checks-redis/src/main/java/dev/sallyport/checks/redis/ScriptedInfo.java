package dev.sallyport.checks.redis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scripted node says in {@code INFO}. The names are those of Redis 7.0.
 *
 * @param hits lookups since the start that found their key
 * @param misses lookups since the start that did not
 * @param memoryUsed bytes in use, of {@link #MEMORY}
 */
record ScriptedInfo(long hits, long misses, long memoryUsed, boolean appendOnly) {
  static final long MEMORY = 1L << 30;
  private static final long OFFSET = 1_000_000_000;
  private static final long UPTIME_SECONDS = 86_400;

  Fields of(ScriptedNode node, List<ScriptedNode> nodes, Instant now) {
    Map<String, String> info = new HashMap<>();
    info.put("redis_version", "7.0.15");
    info.put("run_id", node.id.substring(8) + String.format("%08x", node.restarts));
    info.put("server_time_usec", "" + now.toEpochMilli() * 1000);
    info.put("uptime_in_seconds", "" + UPTIME_SECONDS);
    info.put("loading", "0");
    info.put("keyspace_hits", "" + hits);
    info.put("keyspace_misses", "" + misses);
    info.put("total_commands_processed", "" + (hits + misses));
    info.put("used_memory", "" + memoryUsed);
    info.put("used_memory_rss", "" + memoryUsed);
    info.put("maxmemory", "" + MEMORY);
    info.put("total_system_memory", "" + 4 * MEMORY);
    info.put("maxmemory_policy", "noeviction");
    info.put("evicted_keys", "0");
    info.put("master_failover_state", "no-failover");
    info.put("master_replid2", "0".repeat(40));
    info.put("second_repl_offset", "-1");
    info.putAll(persistence(now));
    info.putAll(node.primary.isEmpty() ? primary(node, nodes) : replica(node));
    return new Fields(info);
  }

  private Map<String, String> persistence(Instant now) {
    return Map.of(
        "rdb_last_bgsave_status", "ok",
        "rdb_changes_since_last_save", "0",
        "rdb_last_save_time", "" + (now.getEpochSecond() - 60),
        "rdb_last_bgsave_time_sec", "1",
        "rdb_bgsave_in_progress", "0",
        "aof_enabled", appendOnly ? "1" : "0",
        "aof_last_write_status", "ok",
        "aof_last_bgrewrite_status", "ok",
        "aof_delayed_fsync", "0",
        "aof_base_size", "88");
  }

  private static Map<String, String> primary(ScriptedNode node, List<ScriptedNode> nodes) {
    Map<String, String> info = new HashMap<>();
    info.put("role", "master");
    info.put("master_replid", node.id);
    info.put("master_repl_offset", "" + OFFSET);
    int online = 0;
    for (ScriptedNode other : nodes) {
      if (other.primary.filter(node::equals).isPresent() && other.replicates()) {
        long offset = OFFSET - other.bytesBehind;
        info.put(
            "slave" + online++,
            "ip="
                + other.address.host()
                + ",port="
                + other.address.port()
                + ",state=online,offset="
                + offset
                + ",lag=0");
      }
    }
    info.put("connected_slaves", "" + online);
    return info;
  }

  private static Map<String, String> replica(ScriptedNode node) {
    ScriptedNode primary = node.primary.orElseThrow();
    Map<String, String> info = new HashMap<>();
    info.put("role", "slave");
    info.put("master_host", primary.address.host());
    info.put("master_port", "" + primary.address.port());
    info.put("master_replid", primary.id);
    info.put("slave_repl_offset", "" + (OFFSET - node.bytesBehind));
    info.put("master_sync_in_progress", "0");
    if (node.replicates()) {
      info.put("master_link_status", "up");
      info.put("master_last_io_seconds_ago", "1");
    } else {
      info.put("master_link_status", "down");
      info.put("master_last_io_seconds_ago", "-1");
      info.put("master_link_down_since_seconds", "" + primary.unheard.toSeconds());
    }
    return info;
  }
}
