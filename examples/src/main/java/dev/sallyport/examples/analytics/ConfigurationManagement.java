package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.checks.k8s.Workload;
import dev.sallyport.plan.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The checklist's section "Configuration Management".
 *
 * <p>The flags are to be off, in what runs and in what is about to be applied: a manifest with the
 * flag on would show the feature to all with the first pod. Credentials are used, not looked at.
 */
final class ConfigurationManagement {
  private static final String CONTAINER = "form-backend";

  private final AnalyticsSystems on;

  ConfigurationManagement(AnalyticsSystems on) {
    this.on = on;
  }

  Phase configuration() {
    Workload blue =
        Workload.deployment(on.at.cluster().namespace(), AnalyticsSettings.Cluster.BLUE);
    return phase("Configuration Management")
        .gate(
            on.soon(
                    "flags-are-off",
                    on.kubernetes
                        .rollout(blue)
                        .variable(CONTAINER, "ENABLE_ANALYTICS", "false")
                        .and(new Manifest(on).hasFlagsOff()))
                .covers("P3-023")
                .label("Feature flags configured"))
        .gate(
            on.soon(
                    "secrets",
                    new Rotation(on.home.rotation(), Duration.ofDays(90))
                        .of(List.of(Secrets.API, Secrets.WEBHOOK)))
                .covers("P3-024")
                .label("Secrets rotated and secured (API keys, webhooks secrets)"))
        .gate(
            on.soon(
                    "staging",
                    on.http
                        .health(on.at.at().staging().resolve("/health"))
                        .expectVersionHeader("X-Version", on.at.release().tag())
                        .expectJson("/database", "up")
                        .expectJson("/cache", "up"))
                .covers("P3-025")
                .label("Configuration validated on staging"))
        .gate(
            on.soon("credentials", credentials())
                .covers("P3-026")
                .label("External service credentials verified"))
        .gate(
            approval("variables-documented", "writer")
                .attests("writer", "Environment variables documented", "P3-022")
                .within(on.pace.votes()));
  }

  private Check credentials() {
    AnalyticsSettings.Beyond beyond = on.at.beyond();
    return opens(beyond.sendgrid(), "/v3/scopes", "mail.send", Secrets.SENDGRID)
        .and(
            opens(
                beyond.sentry(),
                "/api/0/projects/forms/form-backend/keys/",
                "isActive",
                Secrets.SENTRY))
        .and(
            opens(
                beyond.grafana(),
                "/api/dashboards/uid/form-analytics",
                "form-analytics",
                Secrets.GRAFANA));
  }

  private Check opens(URI service, String path, String part, Secret<String> key) {
    return on.http.health(service.resolve(path)).expectBody(part).bearer(key).consecutive(1);
  }
}
