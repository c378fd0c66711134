package dev.sallyport.examples.analytics;

import dev.sallyport.examples.checklist.Programs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis cluster with a password: three primaries, each with a replica, that keep an
 * append-only file.
 */
final class RedisPart implements AutoCloseable {
  private static final int PRIMARIES = 3;
  private static final int NODES = 2 * PRIMARIES;
  private static final int SLOTS = 16_384;

  private final Path folder;
  private final String password;
  private final Path program;
  private final RedisClient client = RedisClient.create();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final List<RedisCommands<String, String>> nodes = new ArrayList<>();

  RedisPart(Path folder, String password) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.password = password;
    this.program = server(folder);
    for (int i = 0; i < NODES; i++) {
      ports.add(freePort());
      processes.add(launch(i));
    }
    for (int i = 0; i < NODES; i++) {
      Programs.awaitPort(processes.get(i), ports.get(i), log(i));
      nodes.add(client.connect(uri(ports.get(i))).sync());
    }
    form();
  }

  /** Returns the installed server, or else the one that comes from Maven. */
  static Path server(Path folder) throws IOException {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(each -> Path.of(each, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath());
  }

  /** Below where Linux picks ports for outgoing connections; the bus has a port as well. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(11_000, 22_000);
      try (java.net.ServerSocket one = new java.net.ServerSocket(port);
          java.net.ServerSocket bus = new java.net.ServerSocket(port + 10_000)) {
        return one.getLocalPort() == bus.getLocalPort() ? -1 : port;
      } catch (java.net.BindException e) {
        continue; // somebody listens there
      }
    }
  }

  private Process launch(int number) throws IOException {
    int port = ports.get(number);
    Path home = Files.createDirectories(folder.resolve("node-" + (number + 1)));
    Files.writeString(
        home.resolve("redis.conf"),
        """
        port %d
        bind 127.0.0.1
        requirepass %s
        masterauth %s
        cluster-enabled yes
        cluster-config-file nodes.conf
        cluster-node-timeout 2000
        cluster-replica-validity-factor 0
        repl-diskless-sync yes
        repl-diskless-sync-delay 0
        appendonly yes
        appendfsync everysec
        no-appendfsync-on-rewrite yes
        maxmemory 64mb
        maxmemory-policy allkeys-lru
        """
            .formatted(port, password, password));
    return Programs.start(
        new ProcessBuilder(program.toString(), "redis.conf").directory(home.toFile()), log(number));
  }

  private Path log(int number) {
    return folder.resolve("node-" + (number + 1) + ".log");
  }

  private RedisURI uri(int port) {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(port)
        .withPassword(password.toCharArray())
        .withTimeout(Duration.ofSeconds(20))
        .build();
  }

  private void form() throws Exception {
    for (int i = 0; i < NODES; i++) {
      nodes.get(i).clusterSetConfigEpoch(i + 1);
      for (int other : ports.subList(0, i)) {
        nodes.get(i).clusterMeet("127.0.0.1", other);
      }
    }
    for (int i = 0; i < PRIMARIES; i++) {
      nodes
          .get(i)
          .clusterAddSlots(
              IntStream.range(SLOTS * i / PRIMARIES, SLOTS * (i + 1) / PRIMARIES).toArray());
    }
    Programs.await("the nodes to meet", () -> every(node -> lines(node, "") == NODES));
    Programs.await("all slots", () -> every(node -> node.clusterInfo().contains("state:ok")));
    for (int i = PRIMARIES; i < NODES; i++) {
      nodes.get(i).clusterReplicate(nodes.get(i - PRIMARIES).clusterMyId());
    }
    Programs.await(
        "replicas",
        () ->
            nodes.subList(PRIMARIES, NODES).stream()
                .allMatch(node -> node.info("replication").contains("master_link_status:up")));
    Programs.await("replicas known", () -> every(node -> lines(node, "slave") == PRIMARIES));
  }

  private boolean every(Predicate<RedisCommands<String, String>> condition) {
    return nodes.stream().allMatch(condition);
  }

  private static long lines(RedisCommands<String, String> node, String word) {
    return node.clusterNodes()
        .lines()
        .filter(line -> line.contains(word) && !line.contains("handshake"))
        .count();
  }

  /** Returns the nodes, each {@code host:port}: the primaries of the start first. */
  List<String> seeds() {
    return ports.stream().map(port -> "127.0.0.1:" + port).toList();
  }

  /** Returns a connection to a node, by its number from 0: 0 to 2 began as primaries. */
  RedisCommands<String, String> node(int number) {
    return nodes.get(number);
  }

  /**
   * Returns a connection to the node that has a key, as long as the primaries are those of the
   * start.
   */
  RedisCommands<String, String> primaryOf(String key) {
    int number = 0;
    while (SlotHash.getSlot(key) >= SLOTS * (number + 1) / PRIMARIES) {
      number++;
    }
    return nodes.get(number);
  }

  /** Kills a node. */
  void kill(int number) {
    Programs.kill(processes.get(number));
  }

  /** Starts a killed node again, with what it had on disk. */
  void start(int number) throws Exception {
    processes.set(number, launch(number));
    Programs.awaitPort(processes.get(number), ports.get(number), log(number));
    Programs.await(
        "all nodes to see it",
        () ->
            every(
                node ->
                    lines(node, "fail") == 0
                        && node.clusterInfo().contains("state:ok")
                        && !node.info("replication").contains("master_link_status:down")));
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    processes.forEach(Programs::kill);
  }
}
