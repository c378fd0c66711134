package dev.sallyport.examples.webhook;

import dev.sallyport.examples.checklist.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of the system's packages, on a port of loopback, with a user and a password. */
final class PostgresServer implements AutoCloseable {
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path folder;
  private final Path programs;
  final int port;

  private PostgresServer(Path folder, Path programs, int port) {
    this.folder = folder;
    this.programs = programs;
    this.port = port;
  }

  /** Returns where the newest server's programs are. */
  static Optional<Path> programs() throws IOException {
    Path all = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  static PostgresServer start(Path programs, String user, String password) throws Exception {
    Path folder = Files.createTempDirectory("sallyport-webhook-postgresql");
    if (ROOT) {
      Shell.run(Map.of(), folder, "chown", "postgres", folder.toString());
    }
    PostgresServer server = new PostgresServer(folder, programs, Programs.freePort());
    server.run("initdb", "-D", server.data(), "-A", "trust", "-U", "postgres", "--no-sync");
    Files.writeString(
        Path.of(server.data(), "postgresql.conf"),
        "\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        Path.of(server.data(), "pg_hba.conf"),
        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
    server.start();
    server.sql("create role " + user + " login password '" + password + "'");
    server.sql("create database " + user + " owner " + user);
    return server;
  }

  void start() throws Exception {
    run(
        "pg_ctl",
        "-D",
        data(),
        "-w",
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p " + port,
        "start");
  }

  void stop() throws IOException, InterruptedException {
    run("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  /** Runs statements as the superuser, of which each commits at once; returns what they say. */
  String sql(String text) throws Exception {
    return sql("postgres", text);
  }

  /** Runs statements in another database. */
  String sql(String name, String text) throws Exception {
    return Shell.run(
        Map.of(),
        folder,
        programs.resolve("psql").toString(),
        "-h",
        "127.0.0.1",
        "-p",
        "" + port,
        "-U",
        "postgres",
        "-d",
        name,
        "-qAt",
        "-v",
        "ON_ERROR_STOP=1",
        "-c",
        text);
  }

  /** Lets it refuse what writes, as one does whose disk is full. */
  void readOnly() throws Exception {
    sql("alter system set default_transaction_read_only = on");
    sql("select pg_reload_conf()");
  }

  void writable() throws Exception {
    sql("alter system reset default_transaction_read_only");
    sql("select pg_reload_conf()");
  }

  /** Makes each insertion of an event take so long. */
  void slow(double seconds) throws Exception {
    sql(
        "webhook",
        "create function slow() returns trigger language plpgsql as"
            + " $$ begin perform pg_sleep(%s); return new; end $$;".formatted(seconds)
            + "create trigger slow before insert on webhook_event"
            + " for each row execute function slow()");
  }

  void swift() throws Exception {
    sql("webhook", "drop function slow cascade");
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    if (ROOT) {
      words.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    words.add(programs.resolve(program).toString());
    words.addAll(List.of(arguments));
    Shell.run(Map.of(), folder, words.toArray(String[]::new));
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(Path.of(data(), "postmaster.pid"))) {
        stop();
      }
      Shell.run(Map.of(), Path.of("/tmp"), "rm", "-rf", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
