package dev.sallyport.examples.checklist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Where the programs of the parts of the world are, and how to wait for them. */
public final class Programs {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private Programs() {}

  /**
   * Finds what a script of {@code .ci/servers} has installed: where its variable says, or in the
   * cache.
   *
   * @param variable the variable that the script prints
   * @param prefix how its folder in the cache begins
   * @param name the file's place where the variable says; in the cache it may lie in {@code bin}
   */
  public static Path installed(String variable, String prefix, String name) throws IOException {
    String given = System.getenv(variable);
    Path found = given == null ? cached(prefix, name) : Path.of(given, name);
    if (given != null && Files.isRegularFile(Path.of(given))) {
      found = Path.of(given);
    }
    assumeTrue(
        Files.isExecutable(found),
        "SKIPPED: NO " + name + ". Run the script of .ci/servers that prints " + variable + ".");
    return found;
  }

  private static Path cached(String prefix, String name) throws IOException {
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "sallyport");
    if (!Files.isDirectory(cache)) {
      return Path.of("none");
    }
    try (Stream<Path> all = Files.list(cache)) {
      return all.filter(folder -> folder.getFileName().toString().startsWith(prefix))
          .flatMap(folder -> Stream.of(folder.resolve(name), folder.resolve("bin").resolve(name)))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(Path.of("none"));
    }
  }

  /** Returns a port of the loopback that nothing listens on now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  /** Starts a server, whose output goes to a file. */
  public static Process start(ProcessBuilder builder, Path log) throws IOException {
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Waits until something listens, as long as the process lives. */
  public static void awaitPort(Process process, int port, Path log) throws Exception {
    await(
        log.getFileName() + " to listen",
        () -> {
          if (!process.isAlive()) {
            throw new IOException("It has ended: " + Files.readString(log));
          }
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
          } catch (IOException e) {
            return false; // not yet
          }
        });
  }

  /** Waits until something is so, and fails if that takes long. */
  public static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + what);
      }
      Thread.sleep(30);
    }
  }

  /** Ends a process that was started here, and what it started. */
  public static void kill(Process process) {
    java.util.List<ProcessHandle> tree = process.descendants().toList();
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }
}
