package dev.sallyport.examples.world;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes a cluster of nodes that run: the first half primaries with the slots between them, the
 * second half their replicas.
 */
final class RedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final ServerProcess NOBODY = new ServerProcess(0, 0);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Launcher launcher;
  private final AddressBook book;
  private final List<Integer> ports;
  private final int primaries;
  private final RedisClient client = RedisClient.create();
  private final List<RedisCommands<String, String>> nodes = new ArrayList<>();

  RedisCluster(Launcher launcher, AddressBook book) {
    this.launcher = launcher;
    this.book = book;
    this.ports = book.redis();
    this.primaries = ports.size() / 2;
  }

  /** Lets the nodes meet and gives the slots to the primaries. */
  void form() throws InterruptedException {
    for (int port : ports) {
      await("answer on port " + port, () -> connect(port));
    }
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).clusterSetConfigEpoch(i + 1);
      for (int other : ports.subList(0, i)) {
        nodes.get(i).clusterMeet("127.0.0.1", other);
      }
    }
    for (int i = 0; i < primaries; i++) {
      int from = SLOTS * i / primaries;
      int to = SLOTS * (i + 1) / primaries;
      nodes.get(i).clusterAddSlots(IntStream.range(from, to).toArray());
    }
    await("know each other", () -> everyone(node -> members(node) == ports.size()));
    await("serve all slots", () -> everyone(node -> node.clusterInfo().contains("state:ok")));
  }

  /** Makes the second half replicas of the first, and waits until they have its data. */
  void replicate() throws InterruptedException {
    for (int i = primaries; i < nodes.size(); i++) {
      nodes.get(i).clusterReplicate(nodes.get(i - primaries).clusterMyId());
    }
    await(
        "replicate",
        () ->
            nodes.subList(primaries, nodes.size()).stream()
                .allMatch(node -> node.info("replication").contains("master_link_status:up")));
    await("know their replicas", () -> everyone(node -> replicas(node) == primaries));
  }

  private boolean connect(int port) {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(port)
            .withTimeout(Duration.ofSeconds(20))
            .build();
    try {
      nodes.add(client.connect(uri).sync());
      return true;
    } catch (RedisConnectionException e) {
      String name = "redis-" + (nodes.size() + 1);
      if (!book.processes().getOrDefault(name, NOBODY).alive()) {
        throw launcher.died(name);
      }
      return false; // not yet
    }
  }

  private boolean everyone(Predicate<RedisCommands<String, String>> condition) {
    return nodes.stream().allMatch(condition);
  }

  private static long members(RedisCommands<String, String> node) {
    return node.clusterNodes().lines().filter(line -> !line.contains("handshake")).count();
  }

  private static long replicas(RedisCommands<String, String> node) {
    return node.clusterNodes().lines().filter(line -> line.contains("slave")).count();
  }

  private static void await(String what, Await.Condition condition) throws InterruptedException {
    if (!Await.within(LIMIT, condition)) {
      throw new WorldException(
          "The Redis nodes did not "
              + what
              + " within a minute. Their logs lie beside the address book.");
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
