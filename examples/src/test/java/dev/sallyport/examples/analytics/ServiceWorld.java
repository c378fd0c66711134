package dev.sallyport.examples.analytics;

import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.testkit.checks.Ask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The platform with what it needs, and no Kubernetes around it: two backends over Redis and data,
 * Celery that sends reports, a mailbox, Prometheus.
 */
final class ServiceWorld implements AutoCloseable {
  static final String TAG = "plan3-v1.0.0";
  static final String SECRET = "a-secret-of-the-webhooks-25";
  static final String KEY = "a-key-of-the-platform-25";
  static final String PASSWORD = "a-password-of-redis-25";
  static final Ask ASK =
      Ask.checks()
          .within(Duration.ofSeconds(30))
          .patience(Duration.ofSeconds(40))
          .knowing(Secrets.WEBHOOK, SECRET)
          .knowing(Secrets.API, KEY)
          .knowing(Secrets.REDIS, PASSWORD);

  private final Path folder;
  final Home home;
  final MongoPart mongo;
  final RedisPart redis;
  final InboxPart inbox = new InboxPart();
  final Detour front = new Detour();
  final CeleryPart celery;
  final PrometheusPart prometheus;
  final AnalyticsSystems systems;
  private final List<FormBackend> backends = new ArrayList<>();

  ServiceWorld(Path folder) throws Exception {
    this.folder = folder;
    this.home = new Home(Files.createDirectories(folder.resolve("home")));
    App.layOut(home);
    this.mongo = new MongoPart(folder.resolve("mongo"));
    this.redis = new RedisPart(folder.resolve("redis"), PASSWORD);
    this.celery = new CeleryPart(home, folder.resolve("celery"), PASSWORD, KEY);
    well();
    celery.reports(report(), inbox.smtp(), "ops@example.org");
    this.prometheus =
        new PrometheusPart(folder.resolve("prometheus"), targets(), () -> "nothing_else 1\n");
    this.systems = AnalyticsSystems.with(settings(), mongo.set.checks());
  }

  URI report() {
    return front.address().resolve("/api/v2/analytics/forms/test/report.pdf");
  }

  Config config() {
    return Config.of(TAG, SECRET, KEY)
        .withLog(folder.resolve("backend.log"))
        .withOutside(new Config.Outside(Optional.of(inbox.smtp()), Optional.empty()))
        .withStores(
            new Config.Stores(
                redis.seeds(),
                PASSWORD,
                Optional.of(mongo.database()),
                Optional.of(mongo.replica())));
  }

  /** The same without Redis. */
  static Config alone(Config config) {
    return config.withStores(
        new Config.Stores(List.of(), "", config.stores().database(), config.stores().replica()));
  }

  /** Runs backends as they are to be. */
  void well() throws IOException {
    front.well();
    run(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** Runs two backends that are configured so. */
  void run(UnaryOperator<Config> one, UnaryOperator<Config> other) throws IOException {
    List<FormBackend> before = List.copyOf(backends);
    backends.clear();
    backends.add(FormBackend.start(one.apply(config())));
    backends.add(FormBackend.start(other.apply(config())));
    front.to(backends.stream().map(FormBackend::address).toList());
    before.forEach(FormBackend::close);
    targets();
  }

  private Path targets() throws IOException {
    String all =
        "[{\"targets\":[\""
            + String.join("\",\"", backends.stream().map(b -> b.address().getAuthority()).toList())
            + "\"]}]";
    Path fresh = Files.writeString(folder.resolve("targets.new"), all);
    return Files.move(
        fresh, folder.resolve("targets.json"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private AnalyticsSettings settings() throws IOException {
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    URI gone = none.beyond().sentry();
    URI at = front.address();
    Path pytest = Programs.installed("SALLYPORT_PYTHON_TOOLS", "python-tools-", "pytest");
    return new AnalyticsSettings(
        home.folder(),
        new AnalyticsSettings.Release("127.0.0.1:1/form-backend", TAG, "plan2-v2.0.0"),
        new AnalyticsSettings.Data(
            redis.seeds(),
            celery.broker(),
            List.copyOf(mongo.set.addresses()),
            mongo.database(),
            mongo.replica(),
            mongo.staging()),
        none.cluster(),
        new AnalyticsSettings.Places(at, at, at, at, none.at().front(), Optional.empty()),
        new AnalyticsSettings.Beyond(
            prometheus.address(),
            gone,
            gone,
            gone,
            gone,
            gone,
            gone,
            gone,
            gone,
            inbox.address(),
            gone,
            gone),
        new AnalyticsSettings.Programs("docker", "python3", pytest.toString(), "locust", "celery"),
        Pace.rehearsal());
  }

  /** The environment with some variables. */
  static UnaryOperator<Config> env(String name, String value) {
    return config -> config.withEnv(Map.of(name, value));
  }

  @Override
  public void close() throws IOException {
    systems.close();
    prometheus.close();
    front.close();
    backends.forEach(FormBackend::close);
    celery.close();
    inbox.close();
    redis.close();
    mongo.close();
  }
}
