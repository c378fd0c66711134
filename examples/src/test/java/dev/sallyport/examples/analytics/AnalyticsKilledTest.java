package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import dev.sallyport.examples.checklist.Deployer;
import dev.sallyport.examples.checklist.Killed;
import dev.sallyport.journal.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real deployment, in a process that is killed at random moments and resumed each time. */
@Tag("rehearsal")
@Timeout(1_200)
class AnalyticsKilledTest {
  private static final Bson OF_BEFORE = Filters.eq("form", MongoPart.FORM);

  @TempDir Path folder;

  private static List<Object> answers(AnalyticsWorld world) {
    return world
        .mongo
        .data()
        .getCollection("responses")
        .find(OF_BEFORE)
        .sort(new Document("_id", 1))
        .map(response -> (Object) List.of(response.get("_id"), response.get("answers")))
        .into(new ArrayList<>());
  }

  @Test
  void itComesToTheSameEndAndNothingIsDoneTwice() throws Exception {
    try (AnalyticsWorld world = new AnalyticsWorld(folder)) {
      List<Object> before = answers(world);
      Deployer deployer =
          new Deployer(
              AnalyticsNight.class,
              folder,
              world.settings,
              Map.of(
                  "pace",
                  "rehearsal",
                  "cluster",
                  Map.of(
                      "kubeconfig",
                      world.cluster.folder.resolve("kubeconfig").toString(),
                      "namespace",
                      KubernetesPart.NAMESPACE)),
              world.secrets());
      Duration longest = Duration.ofSeconds(3);
      List<Event> events = new Killed(deployer, Nowhere.plan(Pace.rehearsal()), 1, longest).end();

      Killed.succeededAndDidNothingTwice(events);
      assertThat(world.version()).isEqualTo(AnalyticsWorld.TAG);
      assertThat(answers(world)).isEqualTo(before);
      assertThat(
              world
                  .mongo
                  .data()
                  .getCollection("responses")
                  .countDocuments(Filters.eq("form", "daily")))
          .isGreaterThanOrEqualTo(world.customers.kept.get());
      assertThat(world.beyond.told.objections).isEmpty();
      assertThat(world.beyond.told.messages).doesNotHaveDuplicates();
      // one whose sending was cut short may be missing, and the journal says so
      assertThat(world.beyond.told.statuses).doesNotHaveDuplicates().endsWith("completed");
    }
  }
}
