package dev.sallyport.checks.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL of the system's packages, which can be stopped, paused and copied. */
final class DebianServer implements Server, AutoCloseable {
  private static final Path BINARIES = find();

  private final Path folder;
  private final int port;

  private DebianServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  private static Path find() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElse(Path.of("none"));
    } catch (IOException e) {
      return Path.of("none");
    }
  }

  /** Ends the test, loudly, where there is no such server. */
  static void assumeInstalled() {
    assumeTrue(
        Files.isDirectory(BINARIES),
        "THERE IS NO POSTGRESQL BELOW /usr/lib/postgresql: run .ci/servers/postgresql.");
  }

  static DebianServer fresh(String... settings) throws Exception {
    assumeInstalled();
    DebianServer server = new DebianServer(folder(), freePort());
    as(server.folder, "initdb", "-D", server.data(), "-A", "trust", "-U", "postgres", "--no-sync")
        .orThrow();
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.addAll(
        List.of(
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "fsync = off",
            "max_connections = 60",
            "max_prepared_transactions = 5",
            "wal_level = replica"));
    server.append("postgresql.conf", lines);
    Files.writeString(
        Path.of(server.data(), "pg_hba.conf"),
        """
        host all postgres 127.0.0.1/32 trust
        host replication postgres 127.0.0.1/32 trust
        host all all 127.0.0.1/32 scram-sha-256
        """);
    server.start();
    server.roles();
    return server;
  }

  /** Makes a copy of a server that follows it, reading from the slot {@code name}. */
  static DebianServer standbyOf(DebianServer primary, String name) throws Exception {
    DebianServer standby = new DebianServer(folder(), freePort());
    as(
            standby.folder,
            "pg_basebackup",
            "-D",
            standby.data(),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "-C",
            "-S",
            name,
            "--no-sync",
            "-d",
            "host=127.0.0.1 user=postgres application_name=" + name + " port=" + primary.port)
        .orThrow();
    standby.append("postgresql.conf", List.of("cluster_name = '" + name + "'"));
    standby.start();
    return standby;
  }

  private static Path folder() throws Exception {
    Path folder = Files.createTempDirectory("sallyport-postgresql");
    if (root()) {
      Command.run("chown", "postgres", folder.toString()).orThrow();
    }
    return folder;
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Command as(Path folder, String program, String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    if (root()) {
      words.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    words.add(BINARIES.resolve(program).toString());
    words.addAll(List.of(arguments));
    return Command.run(Map.of(), folder, words);
  }

  static Path program(String name) {
    return BINARIES.resolve(name);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  Path dataFolder() {
    return folder.resolve("data");
  }

  void append(String file, List<String> lines) throws IOException {
    Files.writeString(
        Path.of(data(), file), "\n" + String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
  }

  void start() throws Exception {
    as(
            folder,
            "pg_ctl",
            "-D",
            data(),
            "-w",
            "-l",
            folder.resolve("log").toString(),
            "-o",
            "-p " + port,
            "start")
        .orThrow();
  }

  void stop() throws Exception {
    as(folder, "pg_ctl", "-D", data(), "-w", "-m", "fast", "stop").orThrow();
  }

  /** Stops every process of the server where it stands. */
  void pause() throws Exception {
    signal("-STOP");
  }

  void resume() throws Exception {
    signal("-CONT");
  }

  // a child may have ended since it was listed, of which kill complains; the others have heard it
  private void signal(String name) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(Path.of(data(), "postmaster.pid")).get(0).strip());
    List<String> words = new ArrayList<>(List.of("kill", name, String.valueOf(pid)));
    ProcessHandle.of(pid)
        .ifPresent(parent -> parent.descendants().forEach(p -> words.add("" + p.pid())));
    Command.run(words.toArray(String[]::new));
  }

  @Override
  public int port() {
    return port;
  }

  private void end() {
    if (Files.exists(folder)) {
      try {
        if (Files.exists(Path.of(data(), "postmaster.pid"))) {
          // a test that was cut off may have left it paused, and then it would not hear
          signal("-CONT");
          as(folder, "pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
        }
        Command.run("rm", "-rf", folder.toString());
      } catch (Exception e) {
        throw new IllegalStateException("A server of a test was left running: " + folder, e);
      }
    }
  }

  @Override
  public void close() {
    end();
  }
}
