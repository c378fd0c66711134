package dev.sallyport.checks.celery;

import dev.sallyport.testkit.checks.Ask;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/** A real broker, and real workers and beats of Celery. Its processes end with {@link #close}. */
final class Celery implements AutoCloseable {
  static final Ask ASK = Ask.checks();

  private final Path folder;
  private final Path redis;
  private final String python;
  private final List<Process> processes = Collections.synchronizedList(new ArrayList<>());
  private final Thread hook = new Thread(this::killAll);
  final int port;
  private final String password;

  private Celery(String python, String password) throws Exception {
    this.python = python;
    this.password = password;
    this.folder = Files.createTempDirectory("sallyport-celery-");
    Runtime.getRuntime().addShutdownHook(hook);
    this.redis = server();
    try (InputStream app =
        Objects.requireNonNull(Celery.class.getResourceAsStream("/sallyport_app.py"))) {
      Files.copy(app, folder.resolve("sallyport_app.py"));
    }
    this.port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(redis.toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    if (!password.isEmpty()) {
      command.addAll(List.of("--requirepass", password));
    }
    run("redis", new ProcessBuilder(command));
    await(
        "the broker",
        () -> {
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  static Celery broker() throws Exception {
    return broker("");
  }

  /** Starts a broker; skips the test, loudly, if there is no Celery on the machine. */
  static Celery broker(String password) throws Exception {
    String named = System.getenv().getOrDefault("SALLYPORT_CELERY_PYTHON", "/usr/bin/python3");
    Process asked =
        new ProcessBuilder(named, "-c", "import celery, redis; print(celery.__version__)")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes()).strip();
    boolean there = asked.waitFor() == 0;
    if (!there) {
      System.err.println(
          "SKIPPED: "
              + named
              + " has no Celery with Redis. Run .ci/servers/celery, or set"
              + " SALLYPORT_CELERY_PYTHON.");
    }
    Assumptions.assumeTrue(there, named + " has no Celery: " + said);
    System.out.println("Celery " + said);
    return new Celery(named, password);
  }

  private Path server() throws IOException {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(each -> Path.of(each, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath());
  }

  private String url() {
    return "redis://"
        + (password.isEmpty() ? "" : ":" + password + "@")
        + "127.0.0.1:"
        + port
        + "/0";
  }

  CeleryOptions options() {
    return CeleryOptions.broker("127.0.0.1", port).deadline(java.time.Duration.ofSeconds(10));
  }

  Process worker(String name, String pool, String queue, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "worker",
                "-n",
                name + "@here",
                "-P",
                pool,
                "-c",
                "1",
                "-Q",
                queue,
                "-l",
                "warning"));
    command.addAll(List.of(more));
    return celery(name, command);
  }

  Process beat(String name) throws IOException {
    return celery(
        name, List.of("beat", "-s", folder.resolve(name + ".db").toString(), "--pidfile="));
  }

  private Process celery(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python, "-m", "celery", "-A", "sallyport_app"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BROKER", url());
    builder.environment().put("C_FORCE_ROOT", "1");
    return run(name, builder);
  }

  private Process run(String name, ProcessBuilder builder) throws IOException {
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  /** Runs celery's own command line; returns what it printed. */
  String said(String... arguments) throws Exception {
    Process process = celery("cli", List.of(arguments));
    process.waitFor(20, TimeUnit.SECONDS);
    return Files.readString(folder.resolve("cli.log")) + "exit " + process.exitValue();
  }

  static void signal(Process process, String which) throws Exception {
    new ProcessBuilder("kill", which, String.valueOf(process.pid())).start().waitFor();
  }

  static void kill(Process process) {
    List<ProcessHandle> tree = process.descendants().toList();
    process.destroyForcibly();
    tree.forEach(ProcessHandle::destroyForcibly);
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + what);
      }
      Thread.sleep(50);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void killAll() {
    processes.forEach(Celery::kill);
  }

  @Override
  public void close() throws IOException {
    killAll();
    Runtime.getRuntime().removeShutdownHook(hook);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
