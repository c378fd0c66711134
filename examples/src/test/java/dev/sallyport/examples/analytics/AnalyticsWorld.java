package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Secret;
import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import dev.sallyport.examples.checklist.Bound;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the plan needs, real where it can be: a cluster of Redis, data, Celery, a registry,
 * Kubernetes whose pods run the platform, Prometheus; version 2 serves as blue, and customers use
 * it.
 */
final class AnalyticsWorld implements AutoCloseable {
  static final String BEFORE = "plan2-v2.0.0";
  static final String TAG = "plan3-v1.0.0";
  static final String WEBHOOK = "a-secret-of-the-webhooks-25";
  static final String API = "a-key-of-the-platform-25";
  static final String PASSWORD = "a-password-of-redis-25";

  private final Parts parts = new Parts();
  final Home home;
  final RedisPart redis;
  final MongoPart mongo;
  final InboxPart inbox;
  final CeleryPart celery;
  final RegistryPart registry;
  final KubernetesPart cluster;
  final LocalNodes nodes;
  final Front production;
  final Front green;
  final Front blue;
  final FormBackend staging;
  final PrometheusPart prometheus;
  final ThirdParties beyond;
  final LogShipper shipper;
  final AnalyticsSettings settings;
  final AnalyticsSystems systems;
  final HomePart prepared;
  final Customers customers;

  AnalyticsWorld(Path folder) throws Exception {
    try {
      this.home = new Home(Files.createDirectories(folder.resolve("home")));
      App.layOut(home);
      Files.createDirectories(home.manifests());
      this.redis = parts.keep(new RedisPart(folder.resolve("redis"), PASSWORD));
      this.mongo = parts.keep(new MongoPart(folder.resolve("mongo")));
      this.inbox = parts.keep(new InboxPart());
      this.celery = parts.keep(new CeleryPart(home, folder.resolve("celery"), PASSWORD, API));
      this.registry = parts.keep(new RegistryPart(folder.resolve("registry")));
      this.cluster = parts.keep(new KubernetesPart(folder.resolve("kubernetes")));
      this.nodes = parts.keep(new LocalNodes(cluster, this::isPushed, BackendPods.of(pods())));
      this.production = front("form-backend-lb", "plan3-blue");
      this.green = front("form-backend-green", "plan3-green");
      this.blue = front("form-backend-blue", "plan3-blue");
      this.staging =
          parts.keep(
              FormBackend.start(pods().withVersion(TAG).withLog(folder.resolve("staging.log"))));
      this.prometheus =
          parts.keep(
              new PrometheusPart(folder.resolve("prometheus"), nodes.targets(), celery::metrics));
      this.beyond = parts.keep(new ThirdParties(folder, prometheus.address()));
      this.shipper =
          parts.keep(new LogShipper(cluster.folder.resolve("pods"), beyond.logs.address()));
      this.settings = settings();
      this.systems = parts.keep(AnalyticsSystems.with(settings, mongo.set.checks()));
      Files.writeString(home.manifests().resolve("plan3-green.yml"), manifest("plan3-green", TAG));
      serveBlue(folder);
      celery.reports(
          production.address().resolve("/api/v2/analytics/forms/test/report.pdf"),
          inbox.smtp(),
          "ops@example.org");
      this.prepared = new HomePart(home);
      prepared.layOut(
          mongo.database(),
          settings.release().reference(),
          Map.of(Secrets.WEBHOOK.name(), WEBHOOK, Secrets.API.name(), API));
      this.customers = parts.keep(new Customers(production.address()));
      Programs.await(
          "requests in Prometheus", () -> prometheus.knows("rate(http_requests_total[20s])"));
      Programs.await("the alerts", () -> prometheus.knows("ALERTS{alertname=\"Watchdog\"}"));
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private Front front(String service, String version) throws Exception {
    cluster.service(service, Map.of("version", version));
    return parts.keep(new Front(cluster, nodes, service));
  }

  /** How the pods are configured: what their deployments do not say. */
  private Config pods() {
    return Config.of("none", WEBHOOK, API)
        .withOutside(new Config.Outside(Optional.of(inbox.smtp()), Optional.empty()))
        .withStores(
            new Config.Stores(
                redis.seeds(),
                PASSWORD,
                Optional.of(mongo.database()),
                Optional.of(mongo.replica())));
  }

  /** Version 2 was pushed long ago; what else is to run must be in the registry. */
  private boolean isPushed(String image) {
    String tag = image.substring(image.lastIndexOf(':') + 1);
    if (tag.equals(BEFORE)) {
      return true;
    }
    try {
      URI manifest = registry.address().resolve("/v2/form-backend/manifests/" + tag);
      return JsonApi.get(manifest, Map.of()).ok();
    } catch (IOException e) {
      return false; // pulled again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private AnalyticsSettings settings() throws IOException {
    URI receivers = beyond.receivers.address();
    return new AnalyticsSettings(
        home.folder(),
        new AnalyticsSettings.Release(registry.image("form-backend"), TAG, BEFORE),
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
            staging.address(),
            beyond.customers(),
            Optional.of(beyond.certificate.chain())),
        new AnalyticsSettings.Beyond(
            prometheus.address(),
            registry.address(),
            beyond.backend.address(),
            beyond.sendgrid.address(),
            beyond.s3.address(),
            beyond.sentry.address(),
            beyond.grafana.address(),
            beyond.logs.address(),
            beyond.tickets.address(),
            inbox.address(),
            receivers,
            receivers),
        new AnalyticsSettings.Programs(
            registry.docker().toString(),
            HomePart.python().toString(),
            Programs.installed("SALLYPORT_PYTHON_TOOLS", "python-tools-", "pytest").toString(),
            "locust",
            celery.program().toString()),
        Pace.rehearsal());
  }

  private String manifest(String colour, String tag) {
    return Manifests.deployment(colour, registry.image("form-backend") + ":" + tag, 2);
  }

  private void serveBlue(Path folder) throws Exception {
    Path file = folder.resolve("blue.yml");
    Files.writeString(
        file, Manifests.deployment("plan3-blue", registry.image("form-backend") + ":" + BEFORE, 2));
    Map.Entry<Integer, String> said = cluster.kubectl("apply", "-f", file.toString());
    if (said.getKey() != 0) {
      throw new IOException(said.getValue());
    }
    Programs.await("blue", () -> version().equals(BEFORE));
  }

  /** Returns the version that customers get, or none. */
  String version() throws InterruptedException {
    try {
      JsonNode health = JsonApi.get(production.address().resolve("/health"), Map.of()).body();
      return health.path("version").asText("none");
    } catch (IOException e) {
      return "none";
    }
  }

  /** Returns the plan's secrets. */
  Map<Secret<String>, String> secrets() {
    return Map.of(
        Secrets.WEBHOOK,
        WEBHOOK,
        Secrets.API,
        API,
        Secrets.REDIS,
        PASSWORD,
        Secrets.SENDGRID,
        ThirdParties.SENDGRID_KEY,
        Secrets.SENTRY,
        ThirdParties.SENTRY_TOKEN,
        Secrets.GRAFANA,
        ThirdParties.GRAFANA_TOKEN,
        Secrets.STATUS_PAGE,
        ThirdParties.STATUS_KEY,
        Secrets.SLACK,
        beyond.slack(),
        Secrets.TEAMS,
        beyond.teams());
  }

  /** Returns the plan with its secrets. */
  Plan bound(Plan plan) {
    return Bound.to(secrets(), plan);
  }

  @Override
  public void close() {
    parts.close();
  }
}
