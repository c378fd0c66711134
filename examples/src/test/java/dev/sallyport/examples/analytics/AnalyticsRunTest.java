package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.examples.checklist.People;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole plan against real systems: back, and in the next night forward. */
@Tag("rehearsal")
@Timeout(420)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnalyticsRunTest {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  @TempDir static Path folder;
  private static AnalyticsWorld world;
  private static Journals journals;
  private static Engine engine;

  @BeforeAll
  static void start() throws Exception {
    world = new AnalyticsWorld(folder);
    journals = Journals.inFolder(folder.resolve("journals"));
    engine = Engine.of(journals);
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
    if (world != null) {
      world.close();
    }
  }

  private static Run begin(String id) {
    return engine.start(world.bound(AnalyticsPlan.of(world.systems, journals)), id, "ann");
  }

  /** Responses are lost and changed while the new version serves, and the servers say so. */
  @Test
  @Order(1)
  void dataThatIsDamagedIsPutBackAndCustomersHaveTheFormerVersion() throws Exception {
    MongoCollection<Document> responses = world.mongo.data().getCollection("responses");
    Document before = responses.find(Filters.eq("_id", "r7")).first();
    Run run = begin("night-1");
    People people = new People(run, Nights.OF_PACE);
    people.until(() -> world.version().equals(AnalyticsWorld.TAG), PATIENCE);

    responses.deleteOne(Filters.eq("_id", "r7"));
    responses.updateOne(Filters.eq("_id", "r8"), Updates.set("answers.score", 99));
    for (String member : world.mongo.set.addresses()) {
      world.mongo.set.damaged(member, "wrong checksum");
    }
    people.until(() -> run.events().toString().contains("RollbackStarted"), PATIENCE);
    world.mongo.set.well(); // whoever runs the servers has mended the disk
    Outcome outcome = people.end(PATIENCE);
    people.tell("analytics-back");

    assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(people.story()).contains("data-corruption");
    assertThat(world.version()).isEqualTo(AnalyticsWorld.BEFORE);
    assertThat(responses.find(Filters.eq("_id", "r7")).first()).isEqualTo(before);
    assertThat(responses.find(Filters.eq("answers.score", 99)).first()).isNull();
    assertThat(responses.countDocuments(Filters.eq("form", "daily")))
        .as("what customers have answered meanwhile")
        .isGreaterThanOrEqualTo(world.customers.kept.get());
    assertThat(Incident.page(world.home.records(), "night-1"))
        .content()
        .contains("wrong checksum", "rolled back");
    assertThat(world.beyond.told.statuses).endsWith("completed");
    assertThat(world.beyond.told.told("team", "Thank you")).isFalse();
  }

  @Test
  @Order(2)
  void whatWentWrongIsSigned() throws Exception {
    Run run =
        engine.start(
            IncidentPlan.of(world.systems, journals).with(IncidentPlan.RUN, "night-1"),
            "night-1-report",
            "ann");
    People people = new People(run, Set.of());

    assertThat(people.end(PATIENCE)).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  @Order(3)
  void theReleaseIsDeployedAndSignedOffAndHoldsForTwoDays() throws Exception {
    People people = new People(begin("night-2"), Nights.OF_PACE);
    Outcome outcome = people.end(PATIENCE);
    people.tell("analytics-forward");

    assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(world.version()).isEqualTo(AnalyticsWorld.TAG);
    assertThat(world.beyond.told.objections).isEmpty();
    assertThat(world.beyond.told.statuses)
        .contains("scheduled", "in_progress")
        .endsWith("completed");
    assertThat(
            Map.of(
                "stakeholders", "is deployed from",
                "team", "Thank you",
                "slack", "people are wanted",
                "teams", "Outcome: succeeded"))
        .allSatisfy(
            (whom, words) ->
                assertThat(world.beyond.told.told(whom, words)).as("%s", whom).isTrue());
    assertThat(world.beyond.told.told("team", "is under way for")).isTrue();
    String journal = journals.read("night-2").toString();
    for (String secret :
        List.of(
            AnalyticsWorld.WEBHOOK,
            AnalyticsWorld.API,
            AnalyticsWorld.PASSWORD,
            ThirdParties.GRAFANA_TOKEN,
            ThirdParties.SENTRY_TOKEN,
            ThirdParties.SENDGRID_KEY,
            ThirdParties.STATUS_KEY,
            world.beyond.slack())) {
      assertThat(journal).doesNotContain(secret);
    }
  }
}
