package dev.sallyport.checks.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A real cluster of three primaries and three replicas whose network can be split: nodes reach each
 * other, and the checks reach them, through a {@link Passage} each for clients and for the bus. A
 * node connects from an address of its own, by which it is known there.
 */
final class SplitCluster implements AutoCloseable {
  private static final int BUS = 10_000;

  private final List<Passage> clients = new ArrayList<>();
  private final List<Passage> buses = new ArrayList<>();
  private final RedisCluster cluster;
  // the nodes on the one side; all others are on the other
  private volatile Set<Integer> oneSide = Set.of();
  private volatile boolean split;

  private SplitCluster() throws Exception {
    for (int i = 0; i < 6; i++) {
      int node = i;
      clients.add(new Passage(from -> cut(from, node)));
      buses.add(new Passage(from -> cut(from, node)));
    }
    cluster = RedisCluster.servers(6, this::settings);
    for (int i = 0; i < 6; i++) {
      clients.get(i).leadsTo(node(i).port);
      buses.get(i).leadsTo(node(i).port + BUS);
    }
    cluster.join();
  }

  static SplitCluster threeAndThree() throws Exception {
    return new SplitCluster();
  }

  private static String addressOf(int i) {
    return "127.0.0." + (11 + i);
  }

  private List<String> settings(int i) {
    return List.of(
        "bind-source-addr " + addressOf(i),
        "cluster-announce-ip 127.0.0.1",
        "cluster-announce-port " + clients.get(i).port(),
        "cluster-announce-bus-port " + buses.get(i).port());
  }

  private boolean cut(String from, int to) {
    for (int i = 0; split && i < 6; i++) {
      if (from.equals(addressOf(i))) {
        return oneSide.contains(i) != oneSide.contains(to);
      }
    }
    return false;
  }

  /** Cuts these nodes off from all others, in both directions. The checks reach both sides. */
  void split(Integer... nodes) throws IOException {
    oneSide = Set.of(nodes);
    split = true;
    for (int i = 0; i < 6; i++) {
      clients.get(i).enforce();
      buses.get(i).enforce();
    }
  }

  void heal() {
    split = false;
  }

  RedisNode node(int i) {
    return cluster.nodes.get(i);
  }

  /** Returns the address by which a node is known. */
  String address(int i) {
    return "127.0.0.1:" + clients.get(i).port();
  }

  RedisOptions seed(int i) {
    return RedisOptions.seeds(address(i));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    for (int i = 0; i < 6; i++) {
      clients.get(i).close();
      buses.get(i).close();
    }
  }
}
