package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.checks.http.TlsCertificate;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The checklist's section "Infrastructure Readiness".
 *
 * <p>A backup is verified by restoring it, on staging's server, into a database that stays there
 * for the rehearsal of the migrations, and is made anew each time.
 */
final class InfrastructureReadiness {
  /** How many workers there must be at least. */
  static final int WORKERS = 4;

  private final AnalyticsSystems on;
  final Step<Restored> restored;

  InfrastructureReadiness(AnalyticsSystems on) {
    this.on = on;
    this.restored =
        step("restore-a-backup", Restored.class)
            .run(context -> Restored.newest(on, context))
            .readOnly() // of all but a database of its own, beside staging's
            .timeout(Manage.LIMIT)
            .retry(Retry.every(Duration.ofSeconds(1)).attempts(2));
  }

  Phase infrastructure() {
    List<String> nodes = on.at.data().redis();
    return phase("Infrastructure Readiness")
        .gate(
            on.soon(
                    "redis-cluster",
                    on.redis
                        .clusterConfigAgreement()
                        .expecting(
                            nodes.get(0), nodes.subList(1, nodes.size()).toArray(new String[0]))
                        .and(on.redis.slotCoverage()))
                .covers("P3-008")
                .label("Redis cluster deployed (3 nodes minimum)"))
        .gate(
            on.soon(
                    "read-replicas",
                    on.mongo
                        .replicaSetHealth(on.at.data().mongo().size())
                        .and(on.mongo.oplogWindow(Duration.ofHours(24))))
                .covers("P3-009")
                .label("MongoDB read replicas configured"))
        .gate(
            on.soon("workers", on.celery.workersPing().expecting(WORKERS))
                .covers("P3-010")
                .label("Celery workers provisioned (minimum 4 workers)"))
        .gate(
            on.soon("beat-schedule", new Schedule(on).has("reports", "reports.send"))
                .covers("P3-011")
                .label("Celery Beat scheduler configured"))
        .gate(
            on.soon("routes", routes())
                .covers("P3-012")
                .label("Load balancer updated with new routes"))
        .gate(
            on.soon("certificate", certificate())
                .covers("P3-013")
                .label("SSL certificates valid and renewed"))
        .gate(
            on.soon("monitoring", monitoring())
                .covers("P3-014")
                .label("Monitoring tools configured (APM, logs)"))
        .step(restored)
        .gate(
            on.soon(
                    "backups-can-be-restored",
                    on.mongo
                        .backupFreshness(on.home.backups(), Restored.NIGHTLY, Duration.ofHours(24))
                        .restoredWithin(Duration.ofHours(24))
                        .atLeast(dev.sallyport.check.DataSize.bytes(100)))
                .covers("P3-015")
                .label("Backup systems verified"));
  }

  /** The new routes lead through the balancer to the version that serves, not to its 404. */
  private Check routes() {
    String namespace = on.at.cluster().namespace();
    return on.http
        .health(on.production("/api/v2/analytics/health"))
        .expectVersionHeader("X-Version", on.at.release().before())
        .expectJson("/status", "up")
        .and(on.kubernetes.endpoints(namespace, AnalyticsSettings.Cluster.BALANCER).atLeast(1))
        .and(
            on.kubernetes.selector(
                namespace, AnalyticsSettings.Cluster.BALANCER, Map.of("version", "plan3-blue")));
  }

  private TlsCertificate certificate() {
    TlsCertificate served =
        on.http
            .tlsCertificate(on.at.at().front().getHostString(), on.at.at().front().getPort())
            .validFor(Duration.ofDays(14));
    return on.at.at().frontTrust().map(served::trusting).orElse(served);
  }

  /** Every target is scraped, and the store of logs takes writes: red is the one that does not. */
  private Check monitoring() {
    return on.prometheus
        .number("min(up)")
        .atLeast(1.0)
        .and(
            on.http
                .health(on.at.beyond().logs().resolve("/_cluster/health"))
                .expectJson("/status", "green or yellow", s -> s.matches("green|yellow")));
  }
}
