package dev.sallyport.examples.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.check.Secret;
import dev.sallyport.examples.checklist.ByHand;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Everything the plan needs, real where it can be: PostgreSQL, Alembic, git, the service as a
 * process, Prometheus, reports by pytest and bandit; release 1.0.0 runs, and customers use it.
 */
final class WebhookWorld implements AutoCloseable {
  static final String SECRET = "a-secret-of-the-webhooks-25";
  static final String TOKEN = "tfp_a-token-of-typeform";
  static final String PASSWORD = "a-password-of-the-database";
  static final String ADMIN = "a-token-of-the-admins";

  /** The plan's secrets. */
  static final Map<Secret<String>, String> SECRETS =
      Map.of(
          Secrets.WEBHOOK, SECRET,
          Secrets.TYPEFORM, TOKEN,
          Secrets.DATABASE, PASSWORD,
          Secrets.ADMIN, ADMIN,
          Secrets.STATUS_PAGE, "a-key-of-the-status-page");

  /** The context of what a test does itself. */
  static final StepContext BY_HAND = ByHand.knowing(SECRETS);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;

  /** The customers' events that the service has said it took. */
  final Set<String> taken = ConcurrentHashMap.newKeySet();

  final Home home;
  final StandIns beyond;
  final PostgresServer database;
  private final BiFunction<String, Pace, WebhookSettings> places;
  final WebhookSettings settings;
  final WebhookSystems systems;
  final Customers customers;
  private Process prometheus;
  private final Thread usual = new Thread(this::useIt, "customers");

  WebhookWorld(Path folder) throws Exception {
    Optional<Path> programs = PostgresServer.programs();
    Path alembic =
        Programs.installed("SALLYPORT_PYTHON_MIGRATIONS", "python-migrations-", "bin/alembic");
    Path pytest = Programs.installed("SALLYPORT_PYTHON_TOOLS", "python-tools-", "pytest");
    assumeTrue(programs.isPresent(), "SKIPPED: NO POSTGRESQL. Run .ci/servers/postgresql.");
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/prometheus")),
        "SKIPPED: NO PROMETHEUS. Run .ci/servers/prometheus.");
    this.folder = folder;
    this.home = new Home(Files.createDirectories(folder.resolve("home")));
    this.beyond = new StandIns(folder, TOKEN);
    this.database = PostgresServer.start(programs.get(), "webhook", PASSWORD);
    int port = Programs.freePort();
    URI watching = URI.create("http://127.0.0.1:" + Programs.freePort() + "/");
    WebhookSettings.Programs used =
        new WebhookSettings.Programs(
            "git",
            alembic.toString(),
            programs.get().resolve("pg_dump").toString(),
            programs.get().resolve("pg_restore"),
            pytest.toString());
    this.places =
        (tag, pace) ->
            new WebhookSettings(
                home.folder(),
                tag,
                URI.create("http://127.0.0.1:" + port + "/"),
                InetSocketAddress.createUnresolved(
                    "localhost", beyond.front.getAddress().getPort()),
                Optional.of(beyond.certificate.chain()),
                StandIns.at(beyond.typeform),
                StandIns.ACCOUNT,
                new WebhookSettings.Database("127.0.0.1", database.port, "webhook", "webhook"),
                watching,
                new InetSocketAddress("127.0.0.1", 0),
                StandIns.at(beyond.receivers),
                StandIns.at(beyond.receivers),
                used,
                pace);
    this.settings = places.apply("2.0.0", Pace.rehearsal());
    this.systems = WebhookSystems.of(settings);
    this.customers = new Customers(settings.service());
    layOut(port, alembic);
    reports(pytest);
    systems.service.start(BY_HAND);
    Programs.await("the service", () -> status("health") == 200);
    startPrometheus();
    usual.setDaemon(true);
    usual.start();
    Programs.await("a rate of success", () -> asks("sum(rate(webhooks_total[20s]))"));
    Programs.await("the alerts", () -> asks("ALERTS{alertname=\"Watchdog\"}"));
  }

  private void layOut(int port, Path alembic) throws Exception {
    AppRepository repository = new AppRepository(folder.resolve("origin"), home.depot());
    repository.make();
    repository.cloneTo(home.app(), "1.0.0");
    for (String each : new String[] {"config", "reports", "backups", "logs", "customer-reports"}) {
      Files.createDirectories(home.folder().resolve(each));
    }
    Files.writeString(
        home.environment(),
        "WEBHOOK_PORT="
            + port
            + "\nWEBHOOK_DATABASE_URL="
            + settings.database().jdbc()
            + "\nWEBHOOK_DATABASE_USER=webhook\nTYPEFORM_API="
            + settings.typeform()
            + "\n");
    Map<String, String> login =
        Map.of("DATABASE", settings.database().alembic(), "PGPASSWORD", PASSWORD);
    Shell.run(login, home.app(), alembic.toString(), "upgrade", "head");
    new Libraries(home).install(home.app().resolve("libraries.lock"));
    Files.copy(home.app().resolve("service.properties"), home.config());
    Shell.run(
        login,
        home.folder(),
        settings.programs().pgDump(),
        "-Fc",
        "-f",
        "backups/nightly-1.dump",
        "-h",
        "127.0.0.1",
        "-p",
        "" + database.port,
        "-U",
        "webhook",
        "webhook");
  }

  /** The reports of a build, by the tools that write them. */
  private void reports(Path pytest) throws Exception {
    Path build = Files.createDirectories(folder.resolve("build"));
    Path reports = home.folder().resolve("reports");
    Files.writeString(build.resolve("shop.py"), "def add(a, b):\n    return a + b\n");
    Files.writeString(
        build.resolve("test_all.py"),
        "import pytest, time, hmac\nfrom shop import add\n"
            + "@pytest.mark.parametrize('n', range(50))\ndef test_adds(n): assert add(n, 1) == n + 1\n");
    for (String suite : new String[] {"tests", "security", "integration", "benchmarks"}) {
      Shell.run(
          Map.of("PYTHONDONTWRITEBYTECODE", "1"),
          build,
          pytest.toString(),
          "-q",
          "--junitxml=" + reports.resolve(suite + ".xml"));
    }
    for (String scan : new String[] {"scan", "dependencies"}) {
      Shell.run(
          Map.of(),
          build,
          pytest.resolveSibling("bandit").toString(),
          "-q",
          "-f",
          "sarif",
          "-o",
          reports.resolve(scan + ".sarif").toString(),
          "shop.py");
    }
  }

  /** Returns the same systems, on which this tag is deployed. */
  WebhookSystems deploying(String tag) {
    return WebhookSystems.of(places.apply(tag, Pace.rehearsal()));
  }

  /** Returns the same systems, at another pace. */
  WebhookSystems at(Pace pace) {
    return WebhookSystems.of(places.apply(settings.tag(), pace));
  }

  /** Has Prometheus load other rules; it does so within a second. */
  void rules(String text) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("rules.yml"), text);
    Shell.run(Map.of(), folder, "kill", "-HUP", String.valueOf(prometheus.pid()));
  }

  void stopPrometheus() throws InterruptedException {
    prometheus.destroyForcibly().waitFor();
  }

  void startPrometheus() throws Exception {
    prometheus = watchedBy(settings.prometheus().getPort());
    Programs.await("Prometheus", () -> get(settings.prometheus().resolve("/-/ready")) == 200);
  }

  private Process watchedBy(int port) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: webhook
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(settings.service().getPort()));
    return new ProcessBuilder(
            "/usr/bin/prometheus",
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("series"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  static final String RULES =
      """
      groups:
        - name: webhooks
          rules:
            - {alert: Watchdog, expr: vector(1)}
            - alert: WebhookSuccessBelow95
              expr: sum(rate(webhooks_total{result="accepted"}[20s])) / sum(rate(webhooks_total{result=~"accepted|failed"}[20s])) < 0.95
              labels: {severity: critical}
            - alert: WebhookLatencyAbove100ms
              expr: sum(rate(webhook_seconds_sum[20s])) / sum(rate(webhook_seconds_count[20s])) > 0.1
              labels: {severity: warning}
            - alert: WebhookSignatureFailures
              expr: sum(rate(webhooks_total{result="refused"}[5s])) > 50
              labels: {severity: warning, category: security}
            - alert: WebhooksForged
              expr: sum(increase(webhooks_total{result="refused"}[20s])) > 120
              labels: {severity: security-critical}
            - alert: WebhookPerformance
              expr: webhook_retry_queue_depth > 100
              labels: {severity: warning}
      """;

  /** Customers' responses, some a second, as long as the world stands. */
  private void useIt() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        String id = "customer-" + UUID.randomUUID();
        if (customers.post(TestWebhook.body(id), SECRET) == 200) {
          taken.add(id);
        }
      } catch (IOException e) {
        pause(); // the service is being deployed
      } catch (InterruptedException e) {
        return;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int status(String path) throws InterruptedException {
    return get(settings.service().resolve(path));
  }

  private int get(URI uri) throws InterruptedException {
    try {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0; // not yet
    }
  }

  boolean asks(String query) throws IOException, InterruptedException {
    URI uri =
        settings
            .prometheus()
            .resolve("/api/v1/query?query=" + java.net.URLEncoder.encode(query, UTF_8));
    String answer =
        client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return answer.contains("\"value\"");
  }

  String version() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(settings.service().resolve("/health")).build();
    return client
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("X-Version")
        .orElse("none");
  }

  @Override
  public void close() throws IOException {
    usual.interrupt();
    try {
      usual.join();
      systems.service.stop();
      prometheus.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    systems.close();
    beyond.close();
    database.close();
  }
}
