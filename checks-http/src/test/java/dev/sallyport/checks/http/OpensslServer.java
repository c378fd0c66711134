package dev.sallyport.checks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The server of openssl, on a free port of the loopback interface; a process of its own. */
final class OpensslServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private OpensslServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with PEM files of a leaf with its key, and of what it sends besides. */
  static OpensslServer serving(Path leaf, Path... chain) throws Exception {
    List<String> more = new ArrayList<>();
    for (Path file : chain) {
      more.addAll(List.of("-cert_chain", file.toString()));
    }
    return start(leaf, more);
  }

  /** Starts it so that it wants certificates of its clients that lead to that root. */
  static OpensslServer demanding(Path leaf, Path chain, Path root) throws Exception {
    return start(
        leaf,
        List.of(
            "-cert_chain",
            chain.toString(),
            "-CAfile",
            root.toString(),
            "-verify_return_error",
            "-Verify",
            "3"));
  }

  private static OpensslServer start(Path leaf, List<String> more) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_server", "-www", "-quiet", "-cert", leaf.toString()));
    command.addAll(List.of("-key", leaf.toString(), "-accept", "127.0.0.1:" + port));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    OpensslServer server = new OpensslServer(process, port);
    Deadline limit = Deadline.in(Duration.ofSeconds(20));
    while (!accepts(port)) {
      if (!process.isAlive() || limit.passed()) {
        server.close();
        throw new IllegalStateException("openssl s_server does not listen on port " + port);
      }
      Thread.sleep(20);
    }
    return server;
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false; // not yet
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
