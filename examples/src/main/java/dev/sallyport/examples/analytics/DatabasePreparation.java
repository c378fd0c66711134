package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.files.BackupVerifier;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The checklist's section "Database Preparation".
 *
 * <p>A secondary takes no writes, so no index can be made on one to try it: the restored backup is
 * migrated instead, on staging's server; back, too, since a way back that was never gone is none.
 */
final class DatabasePreparation {
  private final AnalyticsSystems on;
  private final Manage manage;
  private final Step<Rehearsal> rehearsal;

  /** Makes it, with the backup that was restored before. */
  DatabasePreparation(AnalyticsSystems on, Step<Restored> restored) {
    this.on = on;
    this.manage = new Manage(on);
    this.rehearsal =
        step("rehearse-migrations", Rehearsal.class)
            .using(restored)
            .run((context, backup) -> Rehearsal.of(on, backup, context))
            .readOnly() // of all but the restored backup
            .timeout(Manage.LIMIT.multipliedBy(3))
            .retry(Retry.every(Duration.ofSeconds(1)).attempts(2));
  }

  Phase database() {
    return phase("Database Preparation")
        .step(rehearsal)
        .gate(
            rehearsed("migrations-rehearsed", this::isMigrated)
                .covers("P3-016")
                .label("Database migrations tested on staging"))
        .gate(
            rehearsed("way-back", this::goesBack)
                .covers("P3-018")
                .label("Rollback scripts prepared"))
        .gate(
            rehearsed("indexes-rehearsed", done -> Indexes.in(done.uri()))
                .covers("P3-019")
                .label("Indexes creation tested on replica"))
        .gate(
            on.soon(
                    "nightly-backup",
                    on.files
                        .backup("backups/" + Restored.NIGHTLY)
                        .verifiedBy(BackupVerifier.gzip())
                        .containing("responses.bson", "forms.bson")
                        .madeWithin(Duration.ofHours(24)))
                .covers("P3-020")
                .label("Data backup completed"))
        .gate(
            on.soon("storage", on.mongo.storageHeadroom().staysBelow(percent(80)))
                .covers("P3-021")
                .label("Sufficient storage space verified"))
        .gate(
            approval("migrations-reviewed", "database administrator")
                .attests("database administrator", "Migration scripts reviewed", "P3-017")
                .within(on.pace.votes()));
  }

  private Gate rehearsed(String name, Function<Rehearsal, Check> check) {
    return gate(name, rehearsal, check).every(on.pace.every()).within(on.pace.within());
  }

  private Check isMigrated(Rehearsal done) {
    return manage
        .asking(done.uri(), "showmigrations", "--plan3")
        .check("rehearsed migrations")
        .output(Manage.SHOWN)
        .where("all of them applied", Manage.Shown::allApplied)
        .and(Migrations.isSound(manage, done.uri(), done.file()));
  }

  /** Each migration of the release has a way back, which was gone, and lost nothing. */
  private Check goesBack(Rehearsal done) {
    return manage
        .asking(done.uri(), "showmigrations", "--plan3")
        .check("way back")
        .output(Manage.SHOWN)
        .judged((shown, evidence) -> goesBack(done, shown, evidence));
  }

  private static Verdict goesBack(Rehearsal done, Manage.Shown shown, Evidence evidence) {
    List<String> all = shown.migrations().stream().map(Manage.Migration::id).toList();
    List<String> without = all.stream().filter(id -> !done.back().contains(id)).toList();
    Evidence seen =
        evidence
            .and("", "taken back", String.join(", ", done.back()))
            .and("", "nothing lost", done.cleanBack())
            .against("each migration taken back, and nothing lost");
    if (!without.isEmpty() || all.isEmpty()) {
      return Verdict.fail(
          "no-way-back",
          "These were not taken back: " + without + ". Write their down(database).",
          seen);
    }
    return done.cleanBack()
        ? Verdict.pass("All " + all.size() + " migrations were taken back", seen)
        : Verdict.fail(
            "way-back-loses",
            "The way back has lost data of " + done.file() + ". Look at each down(database).",
            seen);
  }
}
