package dev.sallyport.checks.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A made-up cluster: healthy at first, three primaries a, b, c with replicas x, y, z; each test
 * bends what it is about. Every view is written as text and read as a server's reply would be.
 */
final class FakeCluster {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final List<String> PRIMARIES = List.of("a", "b", "c");
  static final List<String> REPLICAS = List.of("x", "y", "z");

  private final Map<String, Map<String, Line>> views = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> info = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> cluster = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> config = new LinkedHashMap<>();
  private final Map<String, List<SlotMigration>> migrations = new LinkedHashMap<>();
  private final Map<String, Silence> silences = new LinkedHashMap<>();
  private final Set<Address> named = new LinkedHashSet<>();

  FakeCluster() {
    List<String> all = new ArrayList<>(PRIMARIES);
    all.addAll(REPLICAS);
    for (String viewer : all) {
      Map<String, Line> view = new LinkedHashMap<>();
      all.forEach(target -> view.put(target, line(target)));
      view.get(viewer).flags = "myself," + view.get(viewer).flags;
      views.put(viewer, view);
      info.put(viewer, info(viewer));
      cluster.put(viewer, clusterInfo());
      config.put(viewer, config());
    }
    named.add(address("a"));
  }

  private static Line line(String id) {
    Line line = new Line();
    line.id = id;
    line.address = address(id) + "@1" + address(id).port();
    line.flags = PRIMARIES.contains(id) ? "master" : "slave";
    line.primary = PRIMARIES.contains(id) ? "-" : primaryOf(id);
    line.slots =
        switch (id) {
          case "a" -> "0-5460";
          case "b" -> "5461-10922";
          case "c" -> "10923-16383";
          default -> "";
        };
    line.pong = NOW.toEpochMilli() - 500;
    return line;
  }

  static String primaryOf(String replica) {
    return PRIMARIES.get(REPLICAS.indexOf(replica));
  }

  static Address address(String id) {
    return new Address(
        "10.0.0." + (PRIMARIES.indexOf(id) + 1 + 10 * (REPLICAS.indexOf(id) + 1)), 6379);
  }

  private static Map<String, String> info(String id) {
    Map<String, String> info = new LinkedHashMap<>();
    info.put("redis_version", "7.0.15");
    info.put("run_id", "run-" + id);
    info.put("server_time_usec", String.valueOf(NOW.toEpochMilli() * 1000));
    info.put("uptime_in_seconds", "1000");
    info.put("loading", "0");
    info.put("rdb_last_bgsave_status", "ok");
    info.put("rdb_changes_since_last_save", "0");
    info.put("rdb_last_save_time", String.valueOf(NOW.getEpochSecond() - 100));
    info.put("rdb_last_bgsave_time_sec", "-1");
    info.put("rdb_bgsave_in_progress", "0");
    info.put("aof_enabled", "1");
    info.put("aof_last_write_status", "ok");
    info.put("aof_last_bgrewrite_status", "ok");
    info.put("aof_delayed_fsync", "3");
    info.put("aof_base_size", "88");
    info.put("keyspace_hits", "100");
    info.put("keyspace_misses", "50");
    info.put("total_commands_processed", "1000");
    if (PRIMARIES.contains(id)) {
      String replica = REPLICAS.get(PRIMARIES.indexOf(id));
      info.put("role", "master");
      info.put("connected_slaves", "1");
      info.put(
          "slave0",
          "ip=" + address(replica).host() + ",port=6379,state=online,offset=1,lag=0,type=replica");
    } else {
      info.put("role", "slave");
      info.put("master_link_status", "up");
      info.put("master_sync_in_progress", "0");
      info.put("master_last_io_seconds_ago", "3");
    }
    return info;
  }

  private static Map<String, String> clusterInfo() {
    Map<String, String> cluster = new LinkedHashMap<>();
    cluster.put("cluster_state", "ok");
    cluster.put("cluster_slots_assigned", "16384");
    cluster.put("cluster_slots_ok", "16384");
    cluster.put("cluster_slots_pfail", "0");
    cluster.put("cluster_slots_fail", "0");
    return cluster;
  }

  private static Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("save", "3600 1 300 100 60 10000");
    config.put("appendonly", "yes");
    config.put("repl-ping-replica-period", "10");
    config.put("cluster-node-timeout", "15000");
    return config;
  }

  FakeCluster info(String id, String name, Object value) {
    info.get(id).put(name, String.valueOf(value));
    return this;
  }

  FakeCluster withoutInfo(String id, String name) {
    info.get(id).remove(name);
    return this;
  }

  FakeCluster infoEverywhere(String name, Object value) {
    info.keySet().forEach(id -> info(id, name, value));
    return this;
  }

  FakeCluster cluster(String id, String name, Object value) {
    cluster.get(id).put(name, String.valueOf(value));
    return this;
  }

  FakeCluster config(String id, String name, String value) {
    config.get(id).put(name, value);
    return this;
  }

  FakeCluster withoutConfig(String id, String name) {
    config.get(id).remove(name);
    return this;
  }

  FakeCluster migration(String id, SlotMigration migration) {
    migrations.put(id, List.of(migration));
    return this;
  }

  /** Bends what {@code viewer} says of {@code target}. */
  FakeCluster line(String viewer, String target, Consumer<Line> change) {
    change.accept(views.get(viewer).get(target));
    return this;
  }

  /** Bends what everyone but itself says of {@code target}. */
  FakeCluster others(String target, Consumer<Line> change) {
    views.forEach(
        (viewer, lines) -> {
          if (!viewer.equals(target) && lines.containsKey(target)) {
            change.accept(lines.get(target));
          }
        });
    return this;
  }

  FakeCluster everyone(String target, Consumer<Line> change) {
    views.values().forEach(lines -> change.accept(lines.get(target)));
    return this;
  }

  /** Adds a node that the views tell of and that nobody answers for. */
  FakeCluster ghost(String id, String addressAndBus) {
    views
        .values()
        .forEach(
            lines -> {
              Line line = new Line();
              line.id = id;
              line.address = addressAndBus;
              line.flags = "master,fail";
              lines.put(id, line);
            });
    return this;
  }

  FakeCluster unknownTo(String viewer, String target) {
    views.get(viewer).remove(target);
    return this;
  }

  /** Takes a node out altogether. */
  FakeCluster without(String id) {
    views.remove(id);
    views.values().forEach(lines -> lines.remove(id));
    return this;
  }

  FakeCluster silent(String id, Silence.Kind kind) {
    silences.put(id, new Silence(kind, kind.toString()));
    return this;
  }

  /** A silent node that all others flag so, last heard of so many seconds ago. */
  FakeCluster down(String id, String flag, long secondsAgo) {
    return silent(id, Silence.Kind.UNREACHABLE)
        .others(
            id,
            line -> {
              line.flags = line.flags + "," + flag;
              line.pong = NOW.toEpochMilli() - 1000 * secondsAgo;
              line.link = "disconnected";
            });
  }

  FakeCluster named(Address address) {
    named.add(address);
    return this;
  }

  ClusterView view() {
    Map<Address, Answer> answers = new LinkedHashMap<>();
    views.forEach(
        (id, lines) -> {
          Silence silence = silences.get(id);
          answers.put(address(id), silence == null ? state(id, lines) : silence);
        });
    for (Address address : named) {
      answers.putIfAbsent(address, new Silence(Silence.Kind.UNREACHABLE, "refused"));
    }
    return new ClusterView(Roll.call(named, answers), NOW);
  }

  private NodeState state(String id, Map<String, Line> lines) {
    StringBuilder reply = new StringBuilder();
    lines.values().forEach(line -> reply.append(line).append('\n'));
    return new NodeState(
        NodeLine.parseAll(reply.toString()),
        new Fields(cluster.get(id)),
        new Fields(info.get(id)),
        new Fields(config.get(id)),
        migrations.getOrDefault(id, List.of()),
        NOW);
  }

  /** A line of CLUSTER NODES in the making. */
  static final class Line {
    String id = "";
    String address = "";
    String flags = "";
    String primary = "-";
    long pong;
    long epoch = 1;
    String link = "connected";
    String slots = "";

    @Override
    public String toString() {
      return String.join(" ", id, address, flags, primary, "0", "" + pong, "" + epoch, link, slots);
    }
  }
}
