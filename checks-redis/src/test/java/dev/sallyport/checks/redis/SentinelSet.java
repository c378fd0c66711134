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
  final List<Integer> ports = new ArrayList<>();
  final List<Process> sentinels = new ArrayList<>();
  private final List<Process> all = new ArrayList<>();
  private final Path folder;
  final int primary;
  final int replica;

  SentinelSet() throws Exception {
    folder = Files.createTempDirectory("sallyport-sentinel-");
    Path server = RedisBinary.server(folder);
    primary = freePort();
    replica = freePort();
    run(server, primary, "", false);
    run(server, replica, "replicaof 127.0.0.1 " + primary, false);
    RedisCluster.await(
        "the replica's link",
        () -> said(replica, "INFO", "replication").contains("link_status:up"));
    for (int i = 0; i < 3; i++) {
      int port = freePort();
      ports.add(port);
      sentinels.add(
          run(
              server,
              port,
              "sentinel monitor "
                  + NAME
                  + " 127.0.0.1 "
                  + primary
                  + " 2\n"
                  + "sentinel down-after-milliseconds "
                  + NAME
                  + " 500\n"
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

  private Process run(Path server, int port, String settings, boolean sentinel) throws IOException {
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
    List<String> command = new ArrayList<>(List.of(server.toString(), config.toString()));
    if (sentinel) {
      command.add("--sentinel");
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(own.resolve("out").toFile())
            .start();
    all.add(process);
    return process;
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
