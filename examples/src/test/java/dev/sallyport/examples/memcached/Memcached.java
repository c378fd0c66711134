package dev.sallyport.examples.memcached;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real memcached on the loopback interface. */
final class Memcached {
  private static final Path PROGRAM = Path.of("/usr/bin/memcached");
  private static final int TRIES = 200;

  private final Process process;
  final String address;
  final int port;

  private Memcached(Process process, int port) {
    this.process = process;
    this.port = port;
    this.address = "127.0.0.1:" + port;
  }

  static Memcached start(String... options) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(PROGRAM), "SKIPPED: install memcached, as .ci/servers/memcached does");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM.toString(),
                "-l",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "0",
                "-t",
                "1",
                "-u",
                System.getProperty("user.name")));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Memcached memcached = new Memcached(process, port);
    memcached.awaitOpen();
    return memcached;
  }

  private void awaitOpen() throws Exception {
    for (int i = 0; i < TRIES; i++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    stop();
    throw new IOException("memcached did not open its port " + port);
  }

  /** Stores that many bytes under a key. */
  void store(String key, int bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String text = "set " + key + " 0 0 " + bytes + "\r\n" + "x".repeat(bytes) + "\r\n";
      socket.getOutputStream().write(text.getBytes());
      socket.getInputStream().read();
    }
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start().waitFor();
  }

  void stop() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
