package dev.sallyport.checks.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One real server in cluster mode, on a free loopback port, in a folder of its own. */
final class RedisNode {
  private static final int BUS = 10_000;

  private final Path server;
  private final Path folder;
  final int port;
  private Process process;

  private RedisNode(Path server, Path folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts a server; {@code settings} are lines of its configuration beside the usual ones, {@code
   * %PORT%} in them is its port.
   */
  static RedisNode start(Path server, Path parent, List<String> settings) throws IOException {
    int port = freePort();
    Path folder = Files.createDirectories(parent.resolve("node-" + port));
    String text =
        String.join(
            "\n",
            "port " + port,
            "bind 127.0.0.1",
            "dir " + folder,
            "logfile " + folder.resolve("log"),
            "cluster-enabled yes",
            "cluster-node-timeout 1000",
            "cluster-replica-validity-factor 0",
            "repl-diskless-sync yes",
            "repl-diskless-sync-delay 0",
            "repl-ping-replica-period 1",
            "save \"\"",
            "appendonly no",
            String.join("\n", settings).replace("%PORT%", String.valueOf(port)),
            "");
    Files.writeString(folder.resolve("redis.conf"), text);
    RedisNode node = new RedisNode(server, folder, port);
    node.begin();
    return node;
  }

  /** Starts the process, again if it was killed. */
  void begin() throws IOException {
    process =
        new ProcessBuilder(server.toString(), folder.resolve("redis.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
  }

  /** Returns whether it takes connections. */
  boolean ready() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException refused) {
      return false;
    }
  }

  String send(String... words) {
    try {
      return Resp.send(port, List.of(words));
    } catch (IOException e) {
      throw new UncheckedIOException(address() + " " + String.join(" ", words), e);
    }
  }

  String id() {
    return send("CLUSTER", "MYID");
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it as it stands: the kernel still takes connections for it, nobody answers. */
  void freeze() throws Exception {
    signal("-STOP");
  }

  void thaw() throws Exception {
    signal("-CONT");
  }

  private void signal(String which) throws Exception {
    new ProcessBuilder("kill", which, String.valueOf(process.pid())).start().waitFor();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  private static int freePort() throws IOException {
    for (int i = 0; i < 200; i++) {
      // below the ports that the kernel hands out, for the bus port, too
      int port = ThreadLocalRandom.current().nextInt(11_000, 22_000);
      if (free(port) && free(port + BUS)) {
        return port;
      }
    }
    throw new IOException("There is no free pair of ports.");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
