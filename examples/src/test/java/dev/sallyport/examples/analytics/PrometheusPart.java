package dev.sallyport.examples.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.examples.analytics.Party.Reply;
import dev.sallyport.examples.checklist.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A real Prometheus, which scrapes the pods, itself, and an exporter for what has no page of its
 * own, twice a second. What alerts it sends, an Alertmanager takes.
 */
final class PrometheusPart implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

  private final Path folder;
  private final int port = Programs.freePort();
  private final Process process;
  private final Party alertmanager;
  private final HttpServer exporter;
  private final HttpClient client = HttpClient.newHttpClient();

  /** The names of the alerts that Alertmanager was sent. */
  final List<String> alerts = new CopyOnWriteArrayList<>();

  /**
   * Starts it and waits until it answers.
   *
   * @param targets a file of what is to be scraped, in Prometheus' form
   * @param others a page of metrics of what has none, asked whenever it is scraped
   */
  PrometheusPart(Path folder, Path targets, Supplier<String> others) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "SKIPPED: NO PROMETHEUS. Run .ci/servers/prometheus.");
    this.folder = Files.createDirectories(folder);
    this.alertmanager = new Party(this::alerts);
    this.exporter =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics",
        exchange -> {
          byte[] page = others.get().getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    exporter.start();
    Files.writeString(folder.resolve("rules.yml"), Rules.GOOD);
    Files.writeString(folder.resolve("prometheus.yml"), configuration(targets));
    this.process = launch();
    Programs.awaitPort(process, port, folder.resolve("prometheus.log"));
    Programs.await("Prometheus", () -> get("/-/ready").statusCode() == 200);
  }

  private String configuration(Path targets) {
    return """
        global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
        rule_files: [rules.yml]
        alerting:
          alertmanagers: [{static_configs: [{targets: ["%s"]}]}]
        scrape_configs:
          - job_name: form-backend
            file_sd_configs: [{files: ["%s"], refresh_interval: 1s}]
          - job_name: celery
            static_configs: [{targets: ["127.0.0.1:%d"]}]
          - job_name: prometheus
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
        .formatted(
            alertmanager.address().getAuthority(), targets, exporter.getAddress().getPort(), port);
  }

  private Process launch() throws IOException {
    return Programs.start(
        new ProcessBuilder(
            PROGRAM.toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("series"),
            "--rules.alert.resend-delay=1s",
            "--web.listen-address=127.0.0.1:" + port),
        folder.resolve("prometheus.log"));
  }

  private Reply alerts(Party.Asked asked) {
    if (!asked.is("POST", "/api/v2/alerts") || !asked.json().isArray()) {
      return Reply.none();
    }
    for (JsonNode alert : asked.json()) {
      alerts.add(alert.at("/labels/alertname").asText());
    }
    return Reply.of(200, Map.of());
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Lets Alertmanager be out of order, or not. */
  void alertmanagerIsDown(boolean down) {
    alertmanager.isDown = down;
  }

  /** Lets it have other rules, which it reads anew. */
  void rules(String text) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("rules.yml"), text);
    new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start().waitFor();
  }

  /** Returns whether a query gives a series. */
  boolean knows(String query) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(query, UTF_8))
        .body()
        .contains("\"value\"");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    Programs.kill(process);
    exporter.stop(0);
    alertmanager.close();
  }
}
