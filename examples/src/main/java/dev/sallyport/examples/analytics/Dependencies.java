package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.check.Check;
import dev.sallyport.checks.k8s.Workload;
import dev.sallyport.command.Command;
import dev.sallyport.plan.Phase;
import java.time.Duration;
import java.util.List;

/**
 * The checklist's section "Dependencies".
 *
 * <p>{@code pip check} says that what is installed fits together; where nothing is installed, that
 * is so as well. Here pip is asked what it would still install for the release's requirements,
 * without an index to fetch it from.
 */
final class Dependencies {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AnalyticsSystems on;

  Dependencies(AnalyticsSystems on) {
    this.on = on;
  }

  Phase dependencies() {
    return phase("Dependencies")
        .gate(
            on.soon("plan-1", plan1())
                .covers("P3-027")
                .label("Plan 1 (Backend v2.0) fully deployed"))
        .gate(
            on.soon("plan-2", plan2())
                .covers("P3-028")
                .label("Plan 2 (Infrastructure) operational"))
        .gate(
            on.soon("packages", packages())
                .covers("P3-029")
                .label("Required Python packages installed"))
        .gate(
            on.soon("third-parties", thirdParties())
                .covers("P3-030")
                .label("Third-party services configured (SendGrid, S3, etc.)"));
  }

  private Check plan1() {
    Workload blue =
        Workload.deployment(on.at.cluster().namespace(), AnalyticsSettings.Cluster.BLUE);
    String image = on.at.release().image() + ":" + on.at.release().before();
    return on.http
        .health(on.at.beyond().backend().resolve("/health"))
        .expectJson("/version", "2.0 or a patch of it", v -> v.matches("2\\.0(\\.\\d+)*"))
        .expectJson("/status", "up")
        .and(on.kubernetes.rollout(blue).image("form-backend", image));
  }

  private Check plan2() {
    return on.prometheus
        .number("min(up)")
        .atLeast(1.0)
        .and(on.redis.slotCoverage())
        .and(on.mongo.majorityCommit(Duration.ofSeconds(2)))
        .and(
            on.http
                .health(on.at.beyond().registry().resolve("/v2/"))
                .expectHeader("Docker-Distribution-API-Version", "registry/2.0"));
  }

  private Check packages() {
    Check fit = pip("check").check("pip check");
    Check there =
        pip("install", "--dry-run", "--no-index", "--quiet", "-r", "requirements.txt")
            .check("required packages");
    return there.and(fit);
  }

  private Command pip(String... words) {
    Command pip = Command.of(on.at.programs().python(), "-m", "pip", "--disable-pip-version-check");
    for (String word : List.of(words)) {
      pip = pip.arg(word);
    }
    return pip.in(on.home.app()).timeout(LIMIT);
  }

  /** A bucket that is there answers a stranger 403, or 200; one that is not, 404. */
  private Check thirdParties() {
    return on.http
        .health(on.at.beyond().s3().resolve("/form-reports"))
        .statusOnly("a stranger may not read what is in the bucket")
        .expectStatus("200 or 403", status -> status == 200 || status == 403)
        .and(
            on.http
                .health(on.at.beyond().sendgrid().resolve("/v3/scopes"))
                .expectBody("mail.send")
                .bearer(Secrets.SENDGRID)
                .consecutive(1));
  }
}
