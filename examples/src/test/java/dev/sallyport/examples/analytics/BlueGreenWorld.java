package dev.sallyport.examples.analytics;

import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.checks.Ask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Kubernetes whose pods run the platform over real data, a real Redis and Celery, with a Prometheus
 * that scrapes them; customers use what serves. Version 2 serves as blue; green is not there yet.
 */
final class BlueGreenWorld implements AutoCloseable {
  static final String BEFORE = "plan2-v2.0.0";
  static final String TAG = "plan3-v1.0.0";
  static final String WEBHOOK = "a-secret-of-the-webhooks-25";
  static final String API = "a-key-of-the-platform-25";
  static final String PASSWORD = "a-password-of-redis-25";
  static final String IMAGE = "127.0.0.1:5000/form-backend";
  static final Ask ASK =
      Ask.checks()
          .within(Duration.ofSeconds(60))
          .patience(Duration.ofSeconds(60))
          .knowing(Secrets.WEBHOOK, WEBHOOK)
          .knowing(Secrets.API, API)
          .knowing(Secrets.REDIS, PASSWORD);

  private final Parts parts = new Parts();
  private final HttpClient client = HttpClient.newHttpClient();
  final Home home;
  final RedisPart redis;
  final MongoPart mongo;
  final Relay database;
  final InboxPart inbox;
  final CeleryPart celery;
  final KubernetesPart cluster;
  final LocalNodes nodes;
  final Front production;
  final Front green;
  final Front blue;
  final PrometheusPart prometheus;
  final ThirdParties beyond;
  final AnalyticsSystems systems;
  final Customers customers;

  /** How the pods that are started from now on are configured. */
  volatile UnaryOperator<Config> pods = UnaryOperator.identity();

  /** Whether the image of the release was pushed. */
  volatile boolean pushed = true;

  BlueGreenWorld(Path folder) throws Exception {
    try {
      this.home = new Home(Files.createDirectories(folder.resolve("home")));
      App.layOut(home);
      Files.createDirectories(home.manifests());
      Files.createDirectories(home.backups());
      manifest(IMAGE + ":" + TAG);
      this.redis = parts.keep(new RedisPart(folder.resolve("redis"), PASSWORD));
      this.mongo = parts.keep(new MongoPart(folder.resolve("mongo")));
      this.database = parts.keep(new Relay(mongo.server.port()));
      this.inbox = parts.keep(new InboxPart());
      this.celery = parts.keep(new CeleryPart(home, folder.resolve("celery"), PASSWORD, API));
      this.cluster = parts.keep(new KubernetesPart(folder.resolve("kubernetes")));
      Config config =
          Config.of("none", WEBHOOK, API)
              .withOutside(new Config.Outside(Optional.of(inbox.smtp()), Optional.empty()))
              .withStores(
                  new Config.Stores(
                      redis.seeds(),
                      PASSWORD,
                      Optional.of("mongodb://127.0.0.1:" + database.port() + "/" + MongoPart.NAME),
                      Optional.of(mongo.replica())));
      this.nodes =
          parts.keep(
              new LocalNodes(
                  cluster,
                  image -> pushed || !image.endsWith(TAG),
                  new BackendPods(config, each -> pods.apply(each))));
      this.production = front("form-backend-lb", "plan3-blue");
      this.green = front("form-backend-green", "plan3-green");
      this.blue = front("form-backend-blue", "plan3-blue");
      this.prometheus =
          parts.keep(
              new PrometheusPart(
                  folder.resolve("prometheus"), nodes.targets(), () -> "nothing_else 1\n"));
      this.beyond = parts.keep(new ThirdParties(folder, prometheus.address()));
      this.systems = parts.keep(AnalyticsSystems.with(settings(), mongo.set.checks()));
      Path file = folder.resolve("blue.yml");
      Files.writeString(file, Manifests.deployment("plan3-blue", IMAGE + ":" + BEFORE, 2));
      kubectl("apply", "-f", file.toString());
      KubernetesPart.await("blue", () -> version().equals(BEFORE));
      backUp("nightly-1.tar.gz");
      celery.reports(
          production.address().resolve("/api/v2/analytics/forms/test/report.pdf"),
          inbox.smtp(),
          "ops@example.org");
      this.customers = parts.keep(new Customers(production.address()));
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  /** Writes green's manifest with another image. */
  void manifest(String image) throws Exception {
    Files.writeString(
        home.manifests().resolve("plan3-green.yml"), Manifests.deployment("plan3-green", image, 2));
  }

  String kubectl(String... arguments) throws Exception {
    Map.Entry<Integer, String> said = cluster.kubectl(arguments);
    if (said.getKey() != 0) {
      throw new AssertionError(said.getValue());
    }
    return said.getValue();
  }

  private Front front(String service, String version) throws Exception {
    cluster.service(service, Map.of("version", version));
    return parts.keep(new Front(cluster, nodes, service));
  }

  private static Path python() throws IOException {
    return Programs.installed("SALLYPORT_PYTHON_MONGO", "python-mongo-", "bin/python");
  }

  /** Makes a backup of the data, as the job of each night does. */
  void backUp(String name) throws Exception {
    Manage manage = new Manage(systems);
    manage
        .at(mongo.database(), "dump", home.backups().resolve(name).toString())
        .run(ThirdParties.BY_HAND);
  }

  private AnalyticsSettings settings() throws IOException {
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    URI gone = none.beyond().sentry();
    return new AnalyticsSettings(
        home.folder(),
        new AnalyticsSettings.Release(IMAGE, TAG, BEFORE),
        new AnalyticsSettings.Data(
            redis.seeds(),
            celery.broker(),
            List.copyOf(mongo.set.addresses()),
            mongo.database(),
            mongo.replica(),
            mongo.staging()),
        new AnalyticsSettings.Cluster(cluster.options(), KubernetesPart.NAMESPACE),
        new AnalyticsSettings.Places(
            production.address(),
            green.address(),
            blue.address(),
            gone,
            none.at().front(),
            Optional.empty()),
        new AnalyticsSettings.Beyond(
            prometheus.address(),
            gone,
            gone,
            gone,
            gone,
            gone,
            gone,
            gone,
            beyond.tickets.address(),
            inbox.address(),
            gone,
            gone),
        new AnalyticsSettings.Programs("docker", python().toString(), "pytest", "locust", "celery"),
        Pace.rehearsal());
  }

  /** Returns the plan with its secrets. */
  static Plan bound(Plan plan) {
    return plan.with(Secrets.WEBHOOK, WEBHOOK).with(Secrets.API, API).with(Secrets.REDIS, PASSWORD);
  }

  /** Returns the version that customers get, or none. */
  String version() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(production.address().resolve("/health")).build();
    return client
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("X-Version")
        .orElse("none");
  }

  @Override
  public void close() {
    parts.close();
  }
}
