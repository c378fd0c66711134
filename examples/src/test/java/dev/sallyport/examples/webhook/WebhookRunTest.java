package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.examples.checklist.People;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole plan against real systems: forward, and back. */
@Tag("once")
@Timeout(300)
class WebhookRunTest {
  @TempDir Path folder;

  /** A busy machine is slower than a quiet one by more than the limits of these triggers. */
  private static final Set<String> OF_PACE =
      Set.of("@watch/degradation", "@watch/latency", "@watch/all-metrics");

  private static Plan plan(WebhookWorld world, Journals journals) {
    return Nowhere.bound(WebhookPlan.of(world.systems, journals));
  }

  @Test
  void theReleaseIsDeployedAndSignedOff() throws Exception {
    Journals journals = Journals.inFolder(folder.resolve("journals"));
    try (WebhookWorld world = new WebhookWorld(folder);
        Engine engine = Engine.of(journals)) {
      Run run = engine.start(plan(world, journals), "night-1", "ann");
      People people = new People(run, OF_PACE);
      Outcome outcome = people.end();
      people.tell("webhook-forward");

      assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.version()).isEqualTo("2.0.0");
      assertThat(world.beyond.objections).isEmpty();
      assertThat(world.beyond.webhooks).isEmpty();
      assertThat(world.beyond.messages)
          .anySatisfy(m -> assertThat(m).startsWith("users ").contains("None will be lost"))
          .anySatisfy(m -> assertThat(m).startsWith("support "))
          .anySatisfy(m -> assertThat(m).startsWith("emergency-contacts "))
          .anySatisfy(m -> assertThat(m).startsWith("engineering ").contains("ended"));
      assertThat(world.beyond.statuses).isNotEmpty();
      for (String page : List.of("summary", "trend", "week", "date", "successful")) {
        assertThat(Files.readString(world.home.records().resolve("night-1-" + page + ".md")))
            .contains("webhook-deployment");
      }
      String journal = run.events().toString();
      for (String secret :
          List.of(
              WebhookWorld.SECRET,
              WebhookWorld.TOKEN,
              WebhookWorld.PASSWORD,
              WebhookWorld.ADMIN,
              "a-key-of-the-status-page")) {
        assertThat(journal).doesNotContain(secret);
        assertThat(Files.readString(world.home.log())).doesNotContain(secret);
      }
    }
  }

  @Test
  void whatWasDeployedIsTakenBackWhenACustomerCalls() throws Exception {
    Journals journals = Journals.inFolder(folder.resolve("journals"));
    try (WebhookWorld world = new WebhookWorld(folder);
        Engine engine = Engine.of(journals)) {
      String config = Files.readString(world.home.config());
      String libraries = new Libraries(world.home).now();
      Before before = new Release(world.systems).whatRunsNow(WebhookWorld.BY_HAND);

      Run run = engine.start(plan(world, journals), "night-2", "ann");
      People people = new People(run, OF_PACE);
      people.untilDone("Functional Testing/send-test-webhook");
      Files.writeString(world.home.customerReports().resolve("ticket-1.txt"), "no responses");
      Outcome outcome = people.end();
      people.tell("webhook-back");

      assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.ROLLED_BACK);
      Programs.await("the former release", () -> world.version().equals("1.0.0"));
      assertThat(new Release(world.systems).whatRunsNow(WebhookWorld.BY_HAND)).isEqualTo(before);
      assertThat(Files.readString(world.home.config())).isEqualTo(config);
      assertThat(new Libraries(world.home).now()).isEqualTo(libraries);
      assertThat(world.home.staging()).doesNotExist();
      assertThat(world.customers.post(TestWebhook.body("after-the-way-back"), WebhookWorld.SECRET))
          .isEqualTo(200);
      assertThat(world.systems.rows.events("test-%", WebhookWorld.PASSWORD)).isZero();
    }
  }
}
