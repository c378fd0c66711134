package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The migrations, run and taken back for real: what is sound stays, what is not goes. */
@Tag("rehearsal")
@Timeout(120)
class MigrationsRunTest {
  @TempDir Path folder;
  private MigrationsWorld world;

  @BeforeEach
  void start() throws Exception {
    world = new MigrationsWorld(folder);
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  /** The migrations, and a gate behind them. */
  private Run run(Check last) throws Exception {
    Plan plan =
        plan("migrations", 1)
            .phases(
                new Migrations(world.systems).onPrimary(),
                phase("Later").gate(gate("later", last).within(Duration.ofSeconds(20))))
            .build();
    try (Engine engine = Engine.of(Journals.inMemory())) {
      Run run = engine.start(plan, "night", "ann");
      assertThat(run.await(Duration.ofSeconds(60)))
          .as("%s", Report.of(run.events()).text())
          .isPresent();
      return run;
    }
  }

  private static Check fails() {
    return Check.of(
        "later",
        context ->
            Verdict.fail("broken", "Users see errors", Evidence.of("users", context.startedAt())));
  }

  private static Outcome outcome(Run run) throws InterruptedException {
    return run.await(Duration.ZERO).orElseThrow();
  }

  @Test
  void theyAreBackedUpMigratedAndThere() throws Exception {
    Run run =
        run(Check.of("later", c -> Verdict.pass("fine", Evidence.of("users", c.startedAt()))));

    assertThat(outcome(run)).as("%s", Report.of(run.events()).text()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(world.shown()).doesNotContain("pending");
    assertThat(backups()).hasSize(1);
    assertThat(world.mongo.data().getCollection("responses").countDocuments(Filters.exists("day")))
        .isEqualTo(MongoPart.RESPONSES);
  }

  @Test
  void whatIsSoundStays() throws Exception {
    Run run = run(fails());

    assertThat(outcome(run))
        .as("%s", Report.of(run.events()).text())
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.shown()).doesNotContain("pending");
  }

  /** A second night, whose backup has what the first one has made. */
  @Test
  void whatWasMigratedBeforeIsNotMissedIfDataHaveToBePutBack() throws Exception {
    world.home.manage(world.mongo.database(), "migrate", "--plan3");
    var responses = world.mongo.data().getCollection("responses");
    Run run =
        run(
            Check.of(
                "later",
                context -> {
                  responses.deleteOne(Filters.eq("_id", "r0"));
                  return fails().judge(context);
                }));

    assertThat(outcome(run))
        .as("%s", Report.of(run.events()).text())
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(responses.countDocuments(Filters.eq("_id", "r0"))).isEqualTo(1);
    assertThat(world.shown()).doesNotContain("applied").doesNotContain("half");
  }

  @Test
  void aMigrationThatFailsHalfwayGoesBack() throws Exception {
    try (AutoCloseable broken =
        world.rewritten(
            "plan3/steps/s0003_rollups.py",
            "def up(database):",
            "def up(database):\n    raise ValueError('no room')")) {
      assertThat(broken).isNotNull();
      Run run = run(fails());

      assertThat(outcome(run))
          .as("%s", Report.of(run.events()).text())
          .isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Report.of(run.events()).text()).contains("no room");
    }
    assertThat(world.shown()).doesNotContain("applied").doesNotContain("half");
    assertThat(world.mongo.data().getCollection("responses").countDocuments(Filters.exists("day")))
        .isZero();
  }

  @Test
  void dataThatAMigrationDestroysArePutBackAndNewOnesKept() throws Exception {
    try (AutoCloseable broken =
        world.rewritten(
            "plan3/steps/s0002_form_submitted.py",
            "def up(database):",
            "def up(database):\n"
                + "    database[COLLECTION].delete_many({\"seconds\": {\"$lt\": 30}})\n"
                + "    database[COLLECTION].insert_one({\"_id\": \"new\", \"form\": \"test\"})")) {
      assertThat(broken).isNotNull();
      Run run = run(fails());

      assertThat(outcome(run))
          .as("%s", Report.of(run.events()).text())
          .isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Report.of(run.events()).text()).contains("are lost or changed");
    }
    var responses = world.mongo.data().getCollection("responses");
    assertThat(responses.countDocuments()).isEqualTo(MongoPart.RESPONSES + 1);
    assertThat(responses.find(Filters.eq("_id", "r0")).first())
        .extracting(document -> ((Document) document).get("seconds"))
        .isEqualTo(20);
    assertThat(world.shown()).doesNotContain("applied");
  }

  @Test
  void aBackupThatCannotBeRestoredStopsItBeforeAnythingIsMigrated() throws Exception {
    world.mongo.staging.stop();
    try {
      Run run = run(fails());

      assertThat(outcome(run)).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Report.of(run.events()).text()).contains("restore");
    } finally {
      world.mongo.staging.start();
    }
    assertThat(world.shown()).doesNotContain("applied");
  }

  private List<Path> backups() throws IOException {
    try (Stream<Path> all = Files.list(world.systems.home.backups())) {
      return all.filter(file -> file.getFileName().toString().startsWith("before-")).toList();
    }
  }
}
