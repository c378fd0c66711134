package dev.sallyport.examples.analytics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.examples.checklist.Programs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A real broker with a password, four workers and beat, of the release's own {@code app.celery}.
 */
final class CeleryPart implements AutoCloseable {
  static final int WORKERS = 4;
  private static final String PYTHON = "/usr/bin/python3";

  private final Home home;
  private final Path folder;
  private final String password;
  private final String key;
  private final Path program;
  private final int port;
  private Process broker;
  private final List<Process> workers = new ArrayList<>();
  private Process beat;

  /**
   * Starts it; the workers are not waited for.
   *
   * @param home has the release, see {@link App#layOut}
   */
  CeleryPart(Home home, Path folder, String password) throws Exception {
    this(home, folder, password, "");
  }

  /**
   * Starts it; the workers are not waited for.
   *
   * @param key the key of the platform's API, by which reports are fetched
   */
  CeleryPart(Home home, Path folder, String password, String key) throws Exception {
    this.key = key;
    this.home = home;
    this.folder = Files.createDirectories(folder);
    this.password = password;
    Process asked = new ProcessBuilder(PYTHON, "-c", "import celery, redis").start();
    assumeTrue(asked.waitFor() == 0, "SKIPPED: NO CELERY. Run .ci/servers/celery.");
    this.program = RedisPart.server(folder);
    this.port = Programs.freePort();
    this.broker = launchBroker();
    for (int i = 0; i < WORKERS; i++) {
      workers.add(worker(i));
    }
    this.beat = launchBeat();
  }

  private Process launchBroker() throws Exception {
    Files.writeString(
        folder.resolve("broker.conf"),
        "port %d\nbind 127.0.0.1\nrequirepass %s\nsave \"\"\n".formatted(port, password));
    Path log = folder.resolve("broker.log");
    Process process =
        Programs.start(
            new ProcessBuilder(program.toString(), "broker.conf").directory(folder.toFile()), log);
    Programs.awaitPort(process, port, log);
    return process;
  }

  private Process worker(int number) throws IOException {
    return celery(
        "worker-" + number,
        "worker",
        "-n",
        "w" + number + "@form-backend",
        "-P",
        "solo",
        "-l",
        "warning",
        "--without-gossip",
        "--without-mingle");
  }

  private Process launchBeat() throws IOException {
    return celery(
        "beat", "beat", "-l", "warning", "-s", folder.resolve("beat.db").toString(), "--pidfile=");
  }

  private Process celery(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-m", "celery", "-A", "app.celery"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.app().toFile());
    builder.environment().put("API_KEY", key);
    builder.environment().put("BROKER_ADDRESS", "127.0.0.1:" + port);
    builder.environment().put("REDIS_PASSWORD", password);
    builder.environment().put("C_FORCE_ROOT", "1");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("REPORTS_EVERY", "1.5");
    return Programs.start(builder, folder.resolve(name + ".log"));
  }

  /** Returns Celery's command line. */
  Path program() throws IOException {
    Path script = folder.resolve("celery");
    Files.writeString(script, "#!/bin/sh\nexec " + PYTHON + " -m celery \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  InetSocketAddress broker() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /** Says which report is mailed where, from the next round on. */
  void reports(URI report, InetSocketAddress smtp, String to) throws IOException {
    Path file = home.app().resolve("config/reports.json");
    Files.createDirectories(file.resolveSibling("."));
    Path fresh = file.resolveSibling("reports.json.new");
    Files.writeString(
        fresh,
        """
        {"from": "reports@example.org", "smtp": {"host": "%s", "port": %d},
         "reports": [{"url": "%s", "to": "%s", "subject": "Weekly report", "file": "report.pdf"}]}
        """
            .formatted(smtp.getHostString(), smtp.getPort(), report, to));
    Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  void killWorker(int number) {
    Programs.kill(workers.get(number));
  }

  void startWorker(int number) throws IOException {
    workers.set(number, worker(number));
  }

  /** Returns which workers run, as an exporter of Celery tells it. */
  String metrics() {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < workers.size(); i++) {
      int up = workers.get(i).isAlive() ? 1 : 0;
      page.append("celery_worker_up{worker=\"w").append(i).append("\"} ").append(up).append('\n');
    }
    return page.toString();
  }

  void killBeat() {
    Programs.kill(beat);
  }

  void startBeat() throws IOException {
    beat = launchBeat();
  }

  void killBroker() {
    Programs.kill(broker);
  }

  /** Starts the broker again, empty; workers and beat come back by themselves. */
  void startBroker() throws Exception {
    broker = launchBroker();
  }

  /** Puts so many messages into a queue that nobody takes. */
  void fill(String queue, int count) {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(port)
            .withPassword(password.toCharArray())
            .build();
    RedisClient client = RedisClient.create(uri);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      for (int i = 0; i < count; i++) {
        connection.sync().lpush(queue, "{}");
      }
    } finally {
      client.shutdown();
    }
  }

  @Override
  public void close() {
    workers.forEach(Programs::kill);
    Programs.kill(beat);
    Programs.kill(broker);
  }
}
