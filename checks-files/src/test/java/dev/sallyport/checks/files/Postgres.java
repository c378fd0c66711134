package dev.sallyport.checks.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of Debian's, reached by a socket in a folder of its own. */
final class Postgres {
  private final Path folder;
  private final Path programs;
  private final boolean root;

  private Postgres(Path folder, Path programs) {
    this.folder = folder;
    this.programs = programs;
    this.root = System.getProperty("user.name").equals("root");
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

  static Postgres start(Path programs) throws Exception {
    // not below a test's folder, which another user may not enter; and short, as sockets want it
    Postgres postgres = new Postgres(Files.createTempDirectory(Path.of("/tmp"), "pg"), programs);
    if (postgres.root) {
      Shell.succeed(postgres.folder, "chown", "postgres", postgres.folder.toString());
    }
    postgres.run("initdb", "-D", "data", "-A", "trust", "-U", "postgres", "--no-sync");
    postgres.run(
        "pg_ctl",
        "-D",
        "data",
        "-w",
        "-l",
        "log",
        "-o",
        "-c listen_addresses='' -c fsync=off -k " + postgres.folder,
        "start");
    return postgres;
  }

  void sql(String text) throws Exception {
    run(
        "psql",
        "-h",
        folder.toString(),
        "-U",
        "postgres",
        "-q",
        "-v",
        "ON_ERROR_STOP=1",
        "-c",
        text);
  }

  /** Dumps the database in a format to a file. */
  void dump(String format, Path file) throws Exception {
    Shell.succeed(
        folder,
        programs.resolve("pg_dump").toString(),
        "-h",
        folder.toString(),
        "-U",
        "postgres",
        "-F",
        format,
        "-f",
        file.toString(),
        "postgres");
  }

  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    // a server that is started keeps the output open, so it goes to a file
    Shell.Said said =
        Shell.run(
            folder,
            Stream.concat(
                    Stream.of("/bin/sh", "-c", "\"$@\" >said 2>&1 </dev/null", "sh"),
                    command.stream())
                .toArray(String[]::new));
    if (said.exit() != 0) {
      throw new IOException(command + ": " + Files.readString(folder.resolve("said")));
    }
  }

  void stop() throws Exception {
    try {
      run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop");
    } finally {
      Shell.succeed(Path.of("/tmp"), "rm", "-r", folder.toString());
    }
  }
}
