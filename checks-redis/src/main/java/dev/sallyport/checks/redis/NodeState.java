package dev.sallyport.checks.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All that one node said of itself and of the others, at one time.
 *
 * @param nodes the reply of {@code CLUSTER NODES}; one line is its own
 * @param cluster the reply of {@code CLUSTER INFO}
 * @param info the reply of {@code INFO}
 * @param config those of the asked settings that it let us read
 * @param migrations atomic slot migrations; empty on servers that have none
 * @param at when it was asked, by our clock
 */
record NodeState(
    List<NodeLine> nodes,
    Fields cluster,
    Fields info,
    Fields config,
    List<SlotMigration> migrations,
    Instant at)
    implements Answer {

  NodeState {
    nodes = List.copyOf(nodes);
    migrations = List.copyOf(migrations);
    if (nodes.stream().filter(NodeLine::myself).count() != 1) {
      throw new IllegalArgumentException("A node must name itself once in CLUSTER NODES.");
    }
  }

  NodeLine myself() {
    return nodes.stream().filter(NodeLine::myself).findFirst().orElseThrow();
  }

  boolean knows(String id) {
    return nodes.stream().anyMatch(line -> line.id().equals(id));
  }

  /** Returns whether it holds another node for failed, or suspects it. */
  boolean flagsDown(String id) {
    return nodes.stream()
        .anyMatch(line -> line.id().equals(id) && (line.is("fail") || line.is("fail?")));
  }

  /** Returns whether the node says of itself that it is a primary. */
  boolean primary() {
    return !myself().replica();
  }

  Version version() {
    return Version.of(info);
  }

  /** Returns the server's own time, so that its timestamps are compared with its own clock. */
  Instant now() {
    long micros = info.number("server_time_usec", 0);
    return micros > 0 ? Instant.EPOCH.plusNanos(micros * 1000) : at;
  }

  /** Returns when the server process began, to the second. */
  Instant processStart() {
    return now().minusSeconds(info.number("uptime_in_seconds", 0));
  }

  /** Returns after how long a silent node is suspected: {@code cluster-node-timeout}. */
  Duration nodeTimeout() {
    return Duration.ofMillis(config.number("cluster-node-timeout", 15_000));
  }
}
