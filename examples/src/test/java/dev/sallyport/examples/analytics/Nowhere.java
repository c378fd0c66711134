package dev.sallyport.examples.analytics;

import dev.sallyport.checks.k8s.KubernetesOptions;
import dev.sallyport.examples.checklist.Checklist;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Plan;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings for systems that are nowhere: nothing of them may be called. */
public final class Nowhere {
  private static final URI GONE = URI.create("http://127.0.0.1:1/");
  private static final String DATABASE = "mongodb://127.0.0.1:1/forms";

  private Nowhere() {}

  /** Returns the plan beside its checklist. */
  public static Checklist checklist() {
    Pace pace = Pace.asWritten();
    return Checklist.of(Nowhere.class, plan(pace), incident(pace));
  }

  static Plan plan(Pace pace) {
    try (AnalyticsSystems systems = AnalyticsSystems.of(settings(pace))) {
      return bound(AnalyticsPlan.of(systems, Journals.inMemory()));
    }
  }

  static Plan incident(Pace pace) {
    try (AnalyticsSystems systems = AnalyticsSystems.of(settings(pace))) {
      return IncidentPlan.of(systems, Journals.inMemory()).with(IncidentPlan.RUN, "night-1");
    }
  }

  static AnalyticsSettings settings(Pace pace) {
    return new AnalyticsSettings(
        Path.of("target", "nowhere"),
        new AnalyticsSettings.Release("127.0.0.1:1/form-backend", "plan3-v1.0.0", "plan2-v1.0.0"),
        new AnalyticsSettings.Data(
            List.of("127.0.0.1:1"),
            new InetSocketAddress("127.0.0.1", 1),
            List.of("127.0.0.1:1"),
            DATABASE,
            DATABASE,
            DATABASE),
        new AnalyticsSettings.Cluster(
            KubernetesOptions.server(URI.create("https://127.0.0.1:1")), "plan3"),
        new AnalyticsSettings.Places(
            GONE,
            GONE,
            GONE,
            GONE,
            InetSocketAddress.createUnresolved("localhost", 1),
            Optional.empty()),
        beyond(GONE),
        new AnalyticsSettings.Programs("docker", "python3", "pytest", "locust", "celery"),
        pace);
  }

  private static AnalyticsSettings.Beyond beyond(URI prometheus) {
    return new AnalyticsSettings.Beyond(
        prometheus, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE, GONE);
  }

  /** Returns settings of which only the platform, Prometheus and the third parties are there. */
  static AnalyticsSettings with(URI platform, URI prometheus, ThirdParties beyond) {
    AnalyticsSettings none = settings(Pace.rehearsal());
    URI receivers = beyond.receivers.address();
    return new AnalyticsSettings(
        none.home(),
        none.release(),
        none.data(),
        none.cluster(),
        new AnalyticsSettings.Places(
            platform,
            platform,
            platform,
            platform,
            beyond.customers(),
            Optional.of(beyond.certificate.chain())),
        new AnalyticsSettings.Beyond(
            prometheus,
            GONE,
            beyond.backend.address(),
            beyond.sendgrid.address(),
            beyond.s3.address(),
            beyond.sentry.address(),
            beyond.grafana.address(),
            beyond.logs.address(),
            beyond.tickets.address(),
            GONE,
            receivers,
            receivers),
        none.programs(),
        none.pace());
  }

  /** Few samples, so that some hundreds of runs can be gone through. */
  static Pace coarse() {
    Pace pace = Pace.rehearsal();
    return new Pace(
        Duration.ofHours(6),
        Duration.ofHours(1),
        Duration.ofHours(12),
        pace.notice(),
        Duration.ofHours(12),
        pace.load(),
        pace.slow(),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        Duration.ofHours(1),
        Duration.ofHours(3),
        pace.window(),
        pace.maintenance());
  }

  static Plan bound(Plan plan) {
    return plan.with(Secrets.WEBHOOK, "a-secret-of-the-webhooks-25")
        .with(Secrets.API, "a-key-of-the-platform-25")
        .with(Secrets.REDIS, "a-password-of-redis-25")
        .with(Secrets.SENDGRID, ThirdParties.SENDGRID_KEY)
        .with(Secrets.SENTRY, ThirdParties.SENTRY_TOKEN)
        .with(Secrets.GRAFANA, ThirdParties.GRAFANA_TOKEN)
        .with(Secrets.STATUS_PAGE, ThirdParties.STATUS_KEY)
        .with(Secrets.SLACK, "https://hooks.slack.test/services/T1/B1/x")
        .with(Secrets.TEAMS, "https://teams.test/workflows/1");
  }
}
