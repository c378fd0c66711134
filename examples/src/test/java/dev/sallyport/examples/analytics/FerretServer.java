package dev.sallyport.examples.analytics;

import dev.sallyport.examples.checklist.Programs;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real server of MongoDB's wire protocol, FerretDB over SQLite, as {@code .ci/servers/ferretdb}
 * installs it. It is no mongod and no replica set.
 */
final class FerretServer implements AutoCloseable {
  private final Path program;
  private final Path folder;
  private final int port;
  private Process process;

  FerretServer(Path folder) throws Exception {
    this.program = Programs.installed("SALLYPORT_FERRETDB", "ferretdb-", "ferretdb");
    this.folder = Files.createDirectories(folder);
    this.port = Programs.freePort();
    this.process = launch();
  }

  private Process launch() throws Exception {
    Path log = folder.resolve("ferretdb.log");
    Process started =
        Programs.start(
            new ProcessBuilder(
                program.toString(),
                "--handler=sqlite",
                "--sqlite-url=file:" + Files.createDirectories(folder.resolve("data")) + "/",
                "--state-dir=" + folder,
                "--debug-addr=-",
                "--telemetry=disable",
                "--log-level=error",
                "--listen-addr=127.0.0.1:" + port),
            log);
    Programs.awaitPort(started, port, log);
    return started;
  }

  int port() {
    return port;
  }

  void stop() {
    Programs.kill(process);
  }

  /** Starts it again, with the data it had. */
  void start() throws Exception {
    process = launch();
  }

  @Override
  public void close() {
    stop();
  }
}
