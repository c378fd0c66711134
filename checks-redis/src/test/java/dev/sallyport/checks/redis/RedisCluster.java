package dev.sallyport.checks.redis;

import dev.sallyport.testkit.checks.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A real cluster of three primaries, 0 to 2, and their three replicas, 3 to 5, on this machine. Its
 * processes end with {@link #close}, or with the tests' process.
 */
final class RedisCluster implements AutoCloseable {
  static final Ask ASK = Ask.checks();

  final List<RedisNode> nodes = new ArrayList<>();
  private final Path folder;
  private final Thread hook = new Thread(this::killAll);

  private RedisCluster() throws IOException {
    folder = Files.createTempDirectory("sallyport-redis-");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts servers that know nothing of each other. */
  static RedisCluster servers(int count, String... settings) throws Exception {
    return servers(count, i -> List.of(settings));
  }

  /** Starts servers that know nothing of each other, each with settings of its own. */
  static RedisCluster servers(int count, IntFunction<List<String>> settings) throws Exception {
    return servers(Optional.empty(), count, settings);
  }

  private static RedisCluster servers(
      Optional<Path> program, int count, IntFunction<List<String>> settings) throws Exception {
    RedisCluster cluster = new RedisCluster();
    try {
      Path server = program.isPresent() ? program.get() : RedisBinary.server(cluster.folder);
      for (int i = 0; i < count; i++) {
        cluster.nodes.add(RedisNode.start(server, cluster.folder, settings.apply(i)));
      }
      for (RedisNode node : cluster.nodes) {
        await("a server on " + node.address(), node::ready);
      }
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts three primaries and three replicas, and returns when all is well with them. */
  static RedisCluster threeAndThree() throws Exception {
    return joined(servers(6));
  }

  /** Starts the same of another server. */
  static RedisCluster threeAndThree(Path server) throws Exception {
    return joined(servers(Optional.of(server), 6, i -> List.of()));
  }

  private static RedisCluster joined(RedisCluster cluster) throws Exception {
    try {
      cluster.join();
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Makes six servers one cluster, and returns when all is well with them. */
  void join() throws Exception {
    int[] ends = {-1, 5460, 10_922, 16_383};
    for (int i = 0; i < 6; i++) {
      nodes.get(i).send("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
      if (i > 0) {
        nodes.get(0).send("CLUSTER", "MEET", "127.0.0.1", String.valueOf(nodes.get(i).port));
      }
    }
    for (int i = 0; i < 3; i++) {
      List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
      for (int slot = ends[i] + 1; slot <= ends[i + 1]; slot++) {
        words.add(String.valueOf(slot));
      }
      nodes.get(i).send(words.toArray(String[]::new));
    }
    for (RedisNode node : nodes) {
      await(
          "six known nodes",
          () ->
              lines(node)
                      .filter(line -> line.contains("connected") && !line.contains("handshake"))
                      .count()
                  == 6);
    }
    for (int i = 3; i < 6; i++) {
      nodes.get(i).send("CLUSTER", "REPLICATE", nodes.get(i - 3).id());
    }
    awaitHealth();
  }

  /** Returns when every node is content and every replica linked. */
  void awaitHealth() throws Exception {
    for (RedisNode node : nodes) {
      await(
          "health of " + node.address(),
          () ->
              node.send("CLUSTER", "INFO").contains("cluster_state:ok")
                  && lines(node).filter(line -> line.contains("slave")).count() == 3
                  && lines(node).noneMatch(line -> line.contains("fail"))
                  && linked(node.send("INFO", "replication")));
    }
  }

  private static boolean linked(String replication) {
    return replication.contains("role:master")
        ? replication.contains("state=online")
        : replication.contains("master_link_status:up");
  }

  static Stream<String> lines(RedisNode node) {
    return node.send("CLUSTER", "NODES").lines();
  }

  /** Returns the seeds of all nodes, as {@link RedisChecks#cluster} takes them. */
  RedisOptions seeds() {
    return RedisOptions.seeds(
        nodes.get(0).address(),
        nodes.stream().skip(1).map(RedisNode::address).toArray(String[]::new));
  }

  /** Returns options with deadlines that a busy machine keeps, too. */
  static RedisOptions patiently(RedisOptions options) {
    return options.deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  /** Waits until every node in {@code by} flags {@code node} as failed. */
  void awaitFail(RedisNode node, String id, List<RedisNode> by) throws Exception {
    for (RedisNode witness : by) {
      await(
          node.address() + " to be flagged fail",
          () ->
              lines(witness).anyMatch(line -> line.startsWith(id) && flags(line).contains("fail")));
    }
  }

  static List<String> flags(String line) {
    return List.of(line.split(" ")[2].split(","));
  }

  static void await(String what, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited 20 s in vain for " + what);
      }
      Thread.sleep(20);
    }
  }

  private void killAll() {
    nodes.forEach(RedisNode::kill);
  }

  @Override
  public void close() throws IOException {
    killAll();
    Runtime.getRuntime().removeShutdownHook(hook);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
