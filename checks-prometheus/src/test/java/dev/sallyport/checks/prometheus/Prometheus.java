package dev.sallyport.checks.prometheus;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.testkit.checks.Ask;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus that scrapes an exporter of the test's every 200 ms. */
final class Prometheus implements AutoCloseable {
  static final Ask ASK = Ask.checks();

  private final Path folder;
  private final HttpServer exporter;
  private final Thread hook = new Thread(this::kill);
  private final Process process;
  final int port;
  volatile String metrics = "";

  private Prometheus(Path program, String rules, String web) throws Exception {
    folder = Files.createTempDirectory("sallyport-prometheus-");
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          byte[] text = metrics.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    exporter.start();
    port = freePort();
    Files.writeString(folder.resolve("rules.yml"), rules);
    Files.writeString(folder.resolve("web.yml"), web);
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: shop
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: gone
            static_configs: [{targets: ["127.0.0.1:1"]}]
        """
            .formatted(exporter.getAddress().getPort()));
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.config.file=" + folder.resolve("web.yml"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(hook);
    await("Prometheus", () -> status("/-/ready") != 0 && status("/-/ready") != 503);
  }

  /** Starts one; skips the test, loudly, if there is none on the machine. */
  static Prometheus start(String rules, String web) throws Exception {
    Optional<Path> program = program("prometheus");
    if (program.isEmpty()) {
      System.err.println("SKIPPED: no prometheus on the PATH. Run .ci/servers/prometheus.");
    }
    Assumptions.assumeTrue(program.isPresent(), "There is no prometheus on the PATH");
    return new Prometheus(program.get(), rules, web);
  }

  static Optional<Path> program(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(each -> Path.of(each, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private int status(String path) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(address().resolve(path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  PrometheusChecks checks() {
    return PrometheusChecks.of(
        PrometheusOptions.at(address()).deadline(java.time.Duration.ofSeconds(10)));
  }

  void signal(String which) throws Exception {
    new ProcessBuilder("kill", which, String.valueOf(process.pid())).start().waitFor();
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

  void stopExporter() {
    exporter.stop(0);
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() throws IOException {
    kill();
    exporter.stop(0);
    Runtime.getRuntime().removeShutdownHook(hook);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
