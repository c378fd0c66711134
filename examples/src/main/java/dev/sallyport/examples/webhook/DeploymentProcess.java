package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;

import dev.sallyport.checks.files.BackupVerifier;
import dev.sallyport.checks.jdbc.AlembicScripts;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;

/**
 * The checklist's section "Deployment Process".
 *
 * <p>In one thing it differs: the checklist runs the migrations before it checks out the release
 * that brings them. So the release is first laid beside the running one, and the migrations are run
 * from there.
 */
final class DeploymentProcess {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final UndoPolicy SURELY =
      undo().timeout(LIMIT).retry(Retry.every(Duration.ofSeconds(1)).attempts(3)).repeatable();

  private final WebhookSystems on;
  private final Release release;
  final Step<Before> before;
  final Step<Baseline> baseline;

  DeploymentProcess(WebhookSystems on) {
    this.on = on;
    this.release = new Release(on);
    this.before =
        step("what-runs-now", Before.class)
            .run(release::whatRunsNow)
            .readOnly()
            .timeout(LIMIT)
            .retry(Retry.every(Duration.ofSeconds(1)).attempts(3));
    this.baseline =
        step("how-fast-it-is-now", Baseline.class)
            .run(context -> Baseline.measure(on, context))
            .readOnly()
            .timeout(LIMIT)
            .retry(Retry.every(Duration.ofSeconds(2)).attempts(5));
  }

  Phase infrastructure() {
    return phase("Infrastructure Preparation")
        .gate(
            approval("gradual-rollout", "devops engineer")
                .attests(
                    "devops engineer", "Load balancer configured for gradual rollout", "PR-015")
                .within(on.pace.votes()))
        .gate(
            on.soon(
                    "alerts-are-loaded",
                    on.prometheus.alertRules(Monitoring.ALERTS.toArray(String[]::new)))
                .covers("PR-016")
                .label("Monitoring alerts configured"))
        .step(before, baseline);
  }

  Phase database() {
    Step<Void> fetch =
        step("lay-release-beside")
            .run(release::fetch)
            .onRollback((context, none) -> release.drop(context), SURELY)
            .idempotent()
            .timeout(LIMIT);
    Step<String> backup =
        step("back-up", String.class)
            .run(release::backUp)
            .readOnly() // of the database; the file stays, the way back may need it
            .timeout(LIMIT)
            .covers("PR-018")
            .label("Backup current database: `pg_dump`");
    Step<Void> migrate =
        step("migrate")
            .using(before)
            .run((context, was) -> release.migrate(was.revision(), context))
            .onRollback(
                (context, none) -> release.migrateTo(context.value(before).revision(), context),
                SURELY)
            .idempotent()
            .timeout(LIMIT)
            .covers("PR-019")
            .label("Run migrations");
    return phase("Database Updates")
        .step(fetch, backup)
        .gate(
            on.soon(
                "backup-can-be-restored",
                on.files
                    .backup("backups/before-*.dump")
                    .verifiedBy(BackupVerifier.pgRestore(on.at.programs().pgRestore()))
                    .containing("public.webhook_event")
                    .madeWithin(Duration.ofHours(1))))
        .step(migrate)
        .gate(
            on.soon(
                    "migrated",
                    on.db
                        .migrationsAtHead(AlembicScripts.in(on.home.migrations()))
                        .having("webhook_event", "event_id"))
                .covers("PR-020")
                .label("Verify migration success"));
  }

  Phase application() {
    Step<Void> stop =
        step("stop")
            .run(context -> on.service.stop())
            .onRollback((context, none) -> on.service.start(context), SURELY)
            .idempotent()
            .timeout(LIMIT)
            .covers("PR-021")
            .label("Stop current services");
    Step<Void> checkOut =
        step("check-out")
            .using(before)
            .run((context, was) -> release.checkOut(on.at.tag(), context))
            .onRollback(
                (context, none) -> release.checkOut(context.value(before).commit(), context),
                SURELY)
            .idempotent()
            .timeout(LIMIT)
            .covers("PR-022")
            .label("Deploy new code: `git checkout production-release-tag`");
    Step<Void> install =
        step("install")
            .using(before)
            .run((context, was) -> release.install())
            .onRollback(
                (context, none) -> release.useLibraries(context.value(before).libraries()), SURELY)
            .idempotent()
            .timeout(LIMIT)
            .covers("PR-023")
            .label("Install dependencies");
    Step<Void> configure =
        step("configure")
            .using(before)
            .run((context, was) -> release.configure())
            .onRollback(
                (context, none) -> release.configure(context.value(before).config()), SURELY)
            .idempotent()
            .timeout(LIMIT)
            .covers("PR-024")
            .label("Update configuration files");
    Step<Void> start =
        step("start")
            .run(
                context -> {
                  if (on.service.running().isEmpty()) {
                    release.markLog(); // else an attempt that was cut short has started it
                  }
                  on.service.start(context);
                })
            .onRollback((context, none) -> on.service.stop(), SURELY)
            .idempotent()
            .timeout(LIMIT)
            .covers("PR-025")
            .label("Start services");
    return phase("Application Deployment").step(stop, checkOut, install, configure, start);
  }

  Phase configuration() {
    return phase("Configuration Validation")
        .gate(
            on.soon(
                    "config-health",
                    on.http
                        .health(on.service("/config"))
                        .expectJson("/ok", true)
                        .bearer(Secrets.ADMIN))
                .covers("PR-026")
                .label("Check config health"))
        .gate(
            on.soon(
                    "environment",
                    on.http
                        .health(on.service("/config"))
                        .expectJson("/database", on.at.database().jdbc())
                        .expectJson("/typeform", on.at.typeform().toString())
                        .expectJson("/missing", "")
                        .bearer(Secrets.ADMIN))
                .covers("PR-027")
                .label("Verify environment variables are set correctly"))
        .gate(
            on.soon("database", on.db.dbConnectivity().primary())
                .covers("PR-028")
                .label("Test database connectivity"))
        .gate(
            on.soon("typeform", Typeform.reachedByTheService(on))
                .covers("PR-029")
                .label("Validate TypeForm API connectivity"));
  }
}
