package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.examples.checklist.People;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole plan against real systems: forward, and back. */
@Timeout(300)
class AnalyticsRunTest {
  @TempDir Path folder;

  @Test
  void theReleaseIsDeployedAndSignedOff() throws Exception {
    Journals journals = Journals.inFolder(folder.resolve("journals"));
    try (AnalyticsWorld world = new AnalyticsWorld(folder);
        Engine engine = Engine.of(journals)) {
      Run run =
          engine.start(world.bound(AnalyticsPlan.of(world.systems, journals)), "night-1", "ann");
      People people = new People(run, Set.of());
      Outcome outcome = people.end();

      assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.beyond.told.objections).isEmpty();
      assertThat(world.beyond.told.statuses)
          .startsWith("scheduled", "in_progress")
          .endsWith("completed");
      assertThat(
              Map.of(
                  "stakeholders", "is deployed from",
                  "team", "is under way for",
                  "slack", "people are wanted",
                  "teams", "Outcome: succeeded"))
          .allSatisfy((whom, words) -> assertThat(world.beyond.told.told(whom, words)).isTrue());
    }
  }
}
