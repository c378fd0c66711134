package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.StepContext;
import dev.sallyport.plan.UndoPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The checklist's phase "Database Migrations", and its way back.
 *
 * <p>Its commands say less than they seem to:
 *
 * <ul>
 *   <li>{@code export MONGO_HOST=<replica-host>} lasts as long as the shell: whoever goes on in it
 *       migrates the replica. Here each command is told its database.
 *   <li>{@code mongodump} says that it ended, not that it can be restored: here it is, on staging's
 *       server, before anything is migrated.
 *   <li>{@code migrate} and {@code showmigrations} exit with 0 also if there was nothing to do,
 *       from the folder of the old release: what is read is that each migration of this one is
 *       applied.
 *   <li>A restore of the backup would take with it what customers have written since. So the way
 *       back takes back the migrations, and puts back only what was lost or changed.
 * </ul>
 *
 * <p>What the migrations add harms no former version, so it stays if all of it is sound: P3-111 is
 * done "if necessary", and the undo looks whether it is.
 */
final class Migrations {
  private static final Duration EXPECTED = Duration.ofMinutes(5);

  /** A dry run reads all that the migrations would, so it may take long, and has to say so. */
  private static final Duration READS = Duration.ofMinutes(2);

  private static final UndoPolicy SURELY =
      undo()
          .timeout(Manage.LIMIT.multipliedBy(4))
          .retry(Retry.every(Duration.ofSeconds(1)).attempts(3))
          .repeatable();

  private final AnalyticsSystems on;
  private final Manage manage;
  private final Step<String> backup;
  final Step<Void> migrate;

  Migrations(AnalyticsSystems on) {
    this.on = on;
    this.manage = new Manage(on);
    this.backup =
        step("back-up", String.class)
            .run(this::backUp)
            .readOnly() // of the database; the file stays, the way back may need it
            .timeout(Manage.LIMIT.multipliedBy(3))
            .covers("P3-046")
            .label("Database backup completed");
    this.migrate =
        step("migrate")
            .using(backup)
            .run((context, file) -> manage.at(database(), "migrate", "--plan3").run(context))
            .onRollback(
                (context, none) -> takeBack(context.value(backup), context),
                SURELY.verifiedBy(
                    gate("data-integrity", wayBackIsSound())
                        .every(on.pace.every())
                        .within(on.pace.within())
                        .covers("P3-111", "P3-112")
                        .label(
                            "Database rollback completed (if necessary), Data integrity verified")))
            .probe(this::hasBegun)
            .timeout(Manage.LIMIT)
            .covers("P3-047")
            .label("Migrations applied successfully");
  }

  private String database() {
    return on.at.data().database();
  }

  Phase onReplica() {
    String replica = on.at.data().replica();
    Metric<Duration> estimate =
        manage
            .asking(replica, "migrate", "--plan3", "--dry-run")
            .metric("estimated time", said -> Manage.DRY_RUN.parse(said).estimate());
    return phase("Run Migrations on Replica (Test)")
        .gate(reading("dry-run", dryRun(replica)).covers("P3-044").label("No errors in dry-run"))
        .gate(
            reading("estimate", estimate.staysBelow(EXPECTED))
                .covers("P3-045")
                .label("Migration time estimated (<5 minutes expected)"))
        .gate(
            approval("plan-reviewed", "database administrator")
                .attests("database administrator", "Migration plan reviewed", "P3-043")
                .within(on.pace.votes()));
  }

  Phase onPrimary() {
    return phase("Execute Migrations on Primary")
        .step(backup, migrate)
        .gate(on.soon("migrated", allApplied(database())))
        .gate(
            on.soon("indexes", Indexes.in(database()).and(Indexes.onEveryMember(on)))
                .covers("P3-048")
                .label("New indexes created"))
        .gate(
            gate("data", backup, file -> isSound(manage, database(), file).and(isWhole()))
                .every(on.pace.every())
                .within(on.pace.within())
                .covers("P3-049")
                .label("No data corruption detected"))
        .gate(
            on.soon(
                    "database-reached",
                    on.http
                        .health(on.production("/health"))
                        .expectVersionHeader("X-Version", on.at.release().before())
                        .expectJson("/database", "up"))
                .covers("P3-050")
                .label("Application can connect to database"));
  }

  private Gate reading(String name, Check check) {
    return on.soon(name, check).sampleTimeout(READS).within(on.pace.within().plus(READS));
  }

  /** Of a second night the migrations may be there: the way back leaves what is sound. */
  private Check dryRun(String uri) {
    return Check.of(
        "dry run",
        context ->
            manage
                .asking(uri, "migrate", "--plan3", "--dry-run")
                .check("dry run")
                .output(Manage.DRY_RUN)
                .judged(
                    (run, evidence) ->
                        run.plan().isEmpty() && run.errors().isEmpty()
                            ? nothingLeft(uri, context)
                            : judge(run, evidence))
                .judge(context));
  }

  /**
   * Nothing to do is well if all of it was done before, and not if this is the folder of another
   * release, which has less to do: so what this one's migrations make has to be there.
   */
  private Verdict nothingLeft(String uri, CheckContext context) throws Exception {
    Verdict done = allApplied(uri).and(Indexes.in(uri)).judge(context);
    if (done instanceof Verdict.Inconclusive) {
      return done;
    }
    return done.passed()
        ? done.with("Nothing is left to migrate: " + done.reason(), done.evidence())
        : Verdict.fail(
            "nothing-to-do",
            "There is nothing to migrate, and yet not all is there: "
                + done.reason()
                + ". This is the folder of another release, or what its migrations made was taken"
                + " away.",
            done.evidence());
  }

  private static Verdict judge(Manage.DryRun run, Evidence evidence) {
    Evidence seen = evidence.and("", "steps", run.plan().size()).against("steps, and no errors");
    for (Manage.Planned each : run.plan()) {
      seen = seen.and(each.id(), "documents", each.documents());
    }
    if (!run.errors().isEmpty()) {
      return Verdict.fail(
          "dry-run-errors",
          "The migrations would not go through: " + String.join("; ", run.errors()),
          seen);
    }
    return Verdict.pass(run.plan().size() + " migrations would go through", seen);
  }

  private Check allApplied(String uri) {
    return manage
        .asking(uri, "showmigrations", "--plan3")
        .check("migrations")
        .output(Manage.SHOWN)
        .staysWhere("all of them applied", Manage.Shown::allApplied);
  }

  /** A migration that failed halfway has to go back as well; the gate says whether it is whole. */
  private Probed<Void> hasBegun(StepContext context) throws Exception {
    return shown(context).noneBegun() ? Probed.notDone() : Probed.done();
  }

  private Manage.Shown shown(StepContext context) throws Exception {
    return manage.asking(database(), "showmigrations", "--plan3").run(context, Manage.SHOWN);
  }

  /** The storage of the replica set is sound, as its servers see it. */
  private Check isWhole() {
    return on.mongo.collectionValidate(Manage.database(database()) + ".responses");
  }

  /** Taken back, all of them, or left, all of them; and nothing of this run's backup is lost. */
  private Check wayBackIsSound() {
    Check whole =
        Check.of(
            "data as backed up",
            context -> {
              Path file = Restored.find(on.home.backups(), "before-*.tar.gz");
              return isSound(manage, database(), file.toString()).judge(context);
            });
    return manage
        .asking(database(), "showmigrations", "--plan3")
        .check("migrations")
        .output(Manage.SHOWN)
        .where("all of them applied, or none", Manage.Shown::allOrNone)
        .and(whole)
        .and(isWhole());
  }

  /** Returns the check that a database still has all that a backup has. */
  static Check isSound(Manage manage, String uri, String file) {
    return manage
        .asking(uri, "compare", file)
        .check("data as in " + Path.of(file).getFileName())
        .output(Manage.COMPARED)
        .judged(Migrations::judge);
  }

  private static Verdict judge(Manage.Compared compared, Evidence evidence) {
    List<Objection> lost = new ArrayList<>();
    Evidence seen = evidence.against("nothing lost or changed");
    for (Manage.Collection each : compared.collections()) {
      seen = seen.and(each.name(), "lost", each.lost() + " of " + each.documents());
      if (each.lost() > 0 || !each.indexesLost().isEmpty()) {
        lost.add(
            Objection.fail(
                "data-lost",
                each.name(),
                "Of "
                    + each.name()
                    + ", "
                    + each.lost()
                    + " are lost or changed, such as "
                    + each.examples()
                    + ", and the indexes "
                    + each.indexesLost(),
                "Roll back, which repairs them from the backup."));
      }
    }
    return compared.documents() == 0
        ? Verdict.inconclusive(Verdict.Cause.NO_DATA, "The backup has no documents", seen)
        : Verdict.of(lost, "All " + compared.documents() + " documents are as they were", seen);
  }

  /** Backs up, and restores it for a try; returns the file. */
  private String backUp(StepContext context) throws Exception {
    Path folder = Files.createDirectories(on.home.backups());
    String file = folder.resolve("before-" + context.idempotencyKey() + ".tar.gz").toString();
    String trial = Manage.database(database()) + "_trial";
    manage.at(database(), "dump", file).run(context);
    manage.at(on.at.data().staging(), "restore", file, "--into", trial).run(context);
    manage.at(on.at.data().staging(), "drop", trial).run(context);
    return file;
  }

  /** Takes back what is not sound, and leaves what is. */
  private void takeBack(String file, StepContext context) throws Exception {
    boolean applied = shown(context).allApplied();
    if (applied && manage.compared(database(), file, context).ok()) {
      return;
    }
    manage.at(database(), "migrate", "--plan3", "--rollback").run(context);
    if (!manage.compared(database(), file, context).ok()) {
      manage.at(database(), "restore", file, "--repair").run(context);
    }
  }
}
