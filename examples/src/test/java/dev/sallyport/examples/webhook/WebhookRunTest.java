package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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

  private final List<String> asked = new ArrayList<>();

  private static Plan plan(WebhookWorld world, Journals journals) {
    return WebhookPlan.of(world.systems, journals)
        .with(Secrets.WEBHOOK, WebhookWorld.SECRET)
        .with(Secrets.TYPEFORM, WebhookWorld.TOKEN)
        .with(Secrets.DATABASE, WebhookWorld.PASSWORD)
        .with(Secrets.ADMIN, WebhookWorld.ADMIN)
        .with(Secrets.STATUS_PAGE, "a-key-of-the-status-page");
  }

  /** Each role has a person of its own, who says what they are asked for. */
  private void people(Run run, Set<String> done) {
    for (Waiting waiting : run.waiting()) {
      if (waiting instanceof Waiting.ForVotes votes && done.add(votes.path())) {
        for (Approval.Item item : votes.items()) {
          run.attest(votes.path(), item.text(), item.role() + "-1", item.role(), "seen");
        }
        votes.roles().forEach(role -> run.approve(votes.path(), role + "-1", role, "fine"));
      } else if (waiting instanceof Waiting.ForAnswer question) {
        asked.add(question.path() + ": " + question.question());
        // a busy machine is slower than a quiet one by more than the limits of the manual triggers
        boolean pace =
            Set.of("@watch/degradation", "@watch/latency", "@watch/all-metrics")
                .contains(question.path());
        run.answer(question.path(), pace ? Choice.ACCEPT : Choice.ROLL_BACK, "olga", "looked");
      }
    }
  }

  private Outcome end(Run run) throws Exception {
    Set<String> done = new HashSet<>();
    Optional<Outcome> outcome = run.await(Duration.ofMillis(200));
    while (outcome.isEmpty()) {
      people(run, done);
      outcome = run.await(Duration.ofMillis(200));
    }
    return outcome.get();
  }

  @Test
  void theReleaseIsDeployedAndSignedOff() throws Exception {
    Journals journals = Journals.inFolder(folder.resolve("journals"));
    try (WebhookWorld world = new WebhookWorld(folder);
        Engine engine = Engine.of(journals)) {
      Run run = engine.start(plan(world, journals), "night-1", "ann");
      Outcome outcome = end(run);

      String text = Report.of(run.events()).text();
      assertThat(outcome).as("%s%n%s", asked, text).isEqualTo(Outcome.SUCCEEDED);
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
      Before before = new Release(world.systems).whatRunsNow(new Secretive());

      Run run = engine.start(plan(world, journals), "night-2", "ann");
      Set<String> done = new HashSet<>();
      while (!run.events().toString().contains("Functional Testing/send-test-webhook")) {
        people(run, done);
        assertThat(run.await(Duration.ofMillis(200)))
            .as("%s", Report.of(run.events()).text())
            .isEmpty();
      }
      Files.writeString(world.home.customerReports().resolve("ticket-1.txt"), "no responses");
      Outcome outcome = end(run);

      String text = Report.of(run.events()).text();
      assertThat(outcome).as("%s%n%s", asked, text).isEqualTo(Outcome.ROLLED_BACK);
      WebhookWorld.await("the former release", () -> world.version().equals("1.0.0"));
      assertThat(new Release(world.systems).whatRunsNow(new Secretive())).isEqualTo(before);
      assertThat(Files.readString(world.home.config())).isEqualTo(config);
      assertThat(new Libraries(world.home).now()).isEqualTo(libraries);
      assertThat(world.home.staging()).doesNotExist();
      assertThat(world.customers.post(TestWebhook.body("after-the-way-back"), WebhookWorld.SECRET))
          .isEqualTo(200);
      assertThat(world.systems.rows.events("test-%", WebhookWorld.PASSWORD)).isZero();
    }
  }
}
