package dev.sallyport.checks.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real primary with a replica, watched as {@code orders} by three real Sentinels. */
final class SentinelSet implements AutoCloseable {
  static final String NAME = "orders";

  /**
   * In milliseconds. A server that forks for a replica's first copy may be silent for half a second
   * where forks are slow, and would be failed over, back to whom it had just replaced.
   */
  private static final int DOWN_AFTER = 2_000;

  final List<Integer> ports = new ArrayList<>();
  final List<Process> sentinels = new ArrayList<>();
  private final List<Process> all = new ArrayList<>();
  private final Path folder;
  private final Path server;
  final int primary;
  final int replica;

  SentinelSet() throws Exception {
    folder = Files.createTempDirectory("sallyport-sentinel-");
    server = RedisBinary.server(folder);
    primary = freePort();
    replica = freePort();
    run(primary, "", false);
    run(replica, "replicaof 127.0.0.1 " + primary, false);
    RedisCluster.await(
        "the replica's link",
        () -> said(replica, "INFO", "replication").contains("link_status:up"));
    for (int i = 0; i < 3; i++) {
      int port = freePort();
      ports.add(port);
      sentinels.add(
          run(
              port,
              "sentinel monitor "
                  + NAME
                  + " 127.0.0.1 "
                  + primary
                  + " 2\n"
                  + "sentinel down-after-milliseconds "
                  + NAME
                  + " "
                  + DOWN_AFTER
                  + "\n"
                  + "sentinel failover-timeout "
                  + NAME
                  + " 3000",
              true));
    }
    for (int port : ports) {
      RedisCluster.await(
          "three Sentinels that know each other",
          () -> said(port, "INFO", "sentinel").contains("sentinels=3"));
    }
  }

  private Process run(int port, String settings, boolean sentinel) throws IOException {
    Path own = Files.createDirectories(folder.resolve(String.valueOf(port)));
    Path config = own.resolve("conf");
    Files.writeString(
        config,
        "port "
            + port
            + "\nbind 127.0.0.1\ndir "
            + own
            + "\n"
            + (sentinel ? "" : "save \"\"\n")
            + settings
            + "\n");
    Process process = start(port, sentinel);
    all.add(process);
    return process;
  }

  private Process start(int port, boolean sentinel) throws IOException {
    Path own = folder.resolve(String.valueOf(port));
    Path config = own.resolve("conf");
    List<String> command = new ArrayList<>(List.of(server.toString(), config.toString()));
    if (sentinel) {
      command.add("--sentinel");
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(own.resolve("out").toFile())
        .start();
  }

  static String said(int port, String... words) {
    try {
      return Resp.send(port, List.of(words));
    } catch (IOException notYet) {
      return "";
    }
  }

  RedisOptions seeds() {
    return RedisCluster.patiently(
        RedisOptions.seeds(
            "127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1), "127.0.0.1:" + ports.get(2)));
  }

  void kill(Process process) {
    process.destroyForcibly().onExit().orTimeout(5, TimeUnit.SECONDS).join();
  }

  /** Starts the first primary again, as it was when it was killed. */
  void restartPrimary() throws IOException {
    all.set(0, start(primary, false));
  }

  void restartSentinel(int i) throws IOException {
    Process process = start(ports.get(i), true);
    sentinels.set(i, process);
    all.add(process);
  }

  /** Starts another replica of a server, and returns its port. */
  int anotherReplica(int of) throws Exception {
    int port = freePort();
    run(port, "replicaof 127.0.0.1 " + of, false);
    RedisCluster.await(
        "its link", () -> said(port, "INFO", "replication").contains("link_status:up"));
    return port;
  }

  /** Returns the process that was started last. */
  Process last() {
    return all.get(all.size() - 1);
  }

  /** Returns whether each Sentinel has this server as the primary. */
  boolean follow(int port) {
    return ports.stream()
        .allMatch(
            each ->
                said(each, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
                    .contains(String.valueOf(port)));
  }

  boolean lists(int replica) {
    return !listed(replica).isEmpty();
  }

  /** Returns the flags with which the first Sentinel lists a replica; empty if it does not. */
  String listed(int replica) {
    List<String> words = said(ports.get(0), "SENTINEL", "REPLICAS", NAME).lines().toList();
    int at = words.indexOf("127.0.0.1:" + replica);
    int flags = at < 0 ? -1 : words.subList(at, words.size()).indexOf("flags");
    return flags < 0 ? "" : words.get(at + flags + 1);
  }

  Process replicaProcess() {
    return all.get(1);
  }

  Process primaryProcess() {
    return all.get(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    for (Process process : all) {
      kill(process);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
