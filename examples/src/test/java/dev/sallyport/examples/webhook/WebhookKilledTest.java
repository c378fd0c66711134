package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.checklist.Deployer;
import dev.sallyport.examples.checklist.Killed;
import dev.sallyport.journal.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real deployment, in a process that is killed at random moments and resumed each time. */
@Tag("rehearsal")
@Timeout(1_200)
class WebhookKilledTest {
  @TempDir Path folder;

  @Test
  void itComesToTheSameEndAndNothingIsDoneTwice() throws Exception {
    try (WebhookWorld world = new WebhookWorld(folder)) {
      Deployer deployer =
          new Deployer(
              WebhookDeployment.class,
              folder,
              world.settings,
              Map.of("pace", "rehearsal"),
              WebhookWorld.SECRETS);
      Duration longest = Duration.ofMillis(1_500);
      List<Event> events = new Killed(deployer, Nowhere.plan(Pace.rehearsal()), 4, longest).end();

      Killed.succeededAndDidNothingTwice(events);
      assertThat(world.version()).isEqualTo("2.0.0");
      Verdicts verdicts = Verdicts.of(world.systems);
      for (String id : List.of("PR-020", "PR-026", "PR-030", "PR-032", "PR-033")) {
        verdicts.comeToPass(id);
      }
      assertThat(world.beyond.objections).isEmpty();
      assertThat(world.beyond.messages).doesNotHaveDuplicates();
      assertThat(world.systems.rows.events("test-%", WebhookWorld.PASSWORD)).isEqualTo(1);
      for (String id : world.taken) {
        assertThat(world.systems.rows.events(id, WebhookWorld.PASSWORD)).as(id).isEqualTo(1);
      }
    }
  }
}
