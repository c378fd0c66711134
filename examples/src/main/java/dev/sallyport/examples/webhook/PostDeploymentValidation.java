package dev.sallyport.examples.webhook;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.plan.UndoPolicy.undo;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Rate;
import dev.sallyport.checks.files.FileChecks;
import dev.sallyport.plan.Dsl;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.util.List;

/** The checklist's section "Post-Deployment Validation". */
final class PostDeploymentValidation {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final WebhookSystems on;
  private final TestWebhook webhook;

  PostDeploymentValidation(WebhookSystems on) {
    this.on = on;
    this.webhook = new TestWebhook(on);
  }

  Phase immediate() {
    FileChecks files = on.files;
    return phase("Immediate Checks")
        .gate(
            on.soon("started", on.service.runs().and(on.up()))
                .covers("PR-030")
                .label("Services started successfully"))
        .gate(
            on.soon(
                    "log-is-clean",
                    files
                        .logSinceMarkIn(on.home.mark().toString())
                        .lines("CRITICAL|SEVERE|OutOfMemoryError")
                        .alive("ready")
                        .staysAtMost(0L))
                .covers("PR-031")
                .label("No critical errors in logs"))
        .gate(
            on.soon("health", on.up())
                .covers("PR-032")
                .label("Basic health check endpoint responding"))
        .gate(
            on.soon(
                    "database-answers",
                    on.db
                        .dbConnectivity()
                        .primary()
                        .answeringWithin(Duration.ofSeconds(1))
                        .and(on.http.health(on.service("/health")).expectJson("/database", "up")))
                .covers("PR-033")
                .label("Database connectivity confirmed"));
  }

  Phase functional() {
    Step<String> send =
        step("send-test-webhook", String.class)
            .run(webhook::send)
            .onRollback(
                (context, id) -> on.rows.removeEvent(id, context.secret(Secrets.DATABASE)),
                undo().timeout(LIMIT).retry(Retry.every(ofMillis(500)).attempts(3)).repeatable())
            .idempotent() // the service knows an event by its id
            .timeout(LIMIT)
            .retry(Retry.every(Duration.ofSeconds(1)).attempts(3))
            .covers("PR-034")
            .label("Send test webhook");
    return phase("Functional Testing")
        .step(send)
        .gate(
            on.soon("signature", webhook.signature())
                .covers("PR-035")
                .label("Verify signature validation working"))
        .gate(
            Dsl.gate("record-is-there", send, on.rows::eventIsThere)
                .every(on.pace.every())
                .within(on.pace.within())
                .covers("PR-036")
                .label("Check database record creation"))
        .gate(
            on.soon("rate-limit", on.http.rateLimit(on.service("/responses"), twoASecond(), 2))
                .failsOn(3)
                .covers("PR-037")
                .label("Validate rate limiting enforcement"))
        .gate(
            Dsl.gate("audit-log", send, on.rows::isAudited)
                .every(on.pace.every())
                .within(on.pace.within())
                .covers("PR-045")
                .label("Audit logging functional"));
  }

  Phase performance() {
    return phase("Performance Validation")
        .gate(
            on.slow("latency", Loads.of(on, 20).p95().staysBelow(ofMillis(50)), on.pace.load())
                .covers("PR-038")
                .label("Monitor webhook processing latency (<50ms target)"))
        .gate(
            on.slow(
                    "concurrency",
                    Loads.of(on, 60).maxInFlight(50).errorRate().staysBelow(percent(2)),
                    on.pace.load())
                .covers("PR-039")
                .label("Check concurrent processing capability"))
        .gate(
            on.slow(
                    "memory",
                    Loads.memory(on).staysBelow(DataSize.mebibytes(200)),
                    on.pace.memory())
                .covers("PR-040")
                .label("Verify memory usage stable"))
        .gate(
            on.slow(
                    "rate-over-time",
                    on.http
                        .rateLimit(on.service("/responses"), twoASecond(), 2)
                        .over(on.pace.limits()),
                    on.pace.limits())
                .covers("PR-041")
                .label("Monitor rate limiting compliance (2 req/sec)"));
  }

  Phase security() {
    return phase("Security after Deployment")
        .gate(
            on.soon("replay", webhook.replay())
                .covers("PR-044")
                .label("Replay attack protection active"));
  }

  /** "Throughout deployment": from when the service is up again. */
  List<Watch> watches(Phase from, Phase until) {
    return List.of(
        watch("signature-verification", webhook.signature())
            .over(from, until)
            .every(on.pace.every().multipliedBy(4))
            .tripsOnInARow(2)
            .blindFor(on.pace.blind())
            .covers("PR-042")
            .label("Signature verification working correctly"),
        watch("no-security-alert", on.prometheus.alertsFiring().only("category", "security"))
            .over(from, until)
            .every(on.pace.every())
            .blindFor(on.pace.blind())
            .covers("PR-043")
            .label("No security alerts triggered"));
  }

  static Rate twoASecond() {
    return Rate.perSecond(2);
  }
}
