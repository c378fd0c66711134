package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.examples.checklist.People;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.OnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checklist's manual decision points, all of them reached for real in one night: each asks, by
 * a text that says what was seen and what may be answered; the people accept, and the deployment
 * succeeds. What follows when they do not is in {@link WebhookRunTest}.
 */
@Tag("rehearsal")
@Timeout(300)
class WebhookDecisionsRunTest {
  private static final Set<String> POINTS =
      Set.of(
          "@watch/degradation",
          "@watch/errors-in-log",
          "@watch/typeform-issues",
          "@watch/customer-reports");
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void peopleAreAskedAndAcceptWhatTheySee() throws Exception {
    try (FirstHours hours = FirstHours.reachedBy("decisions", folder)) {
      hours.world.database.slow(0.03); // within the 50 ms of PR-047, but more than it was
      hours.world.beyond.typeformIsDown = true;
      errs(hours.world);
      Files.writeString(hours.world.home.customerReports().resolve("ticket-3.txt"), "no responses");
      Map<String, String> asked = asked(hours);
      hours.world.database.swift();
      hours.world.beyond.typeformIsDown = false;

      assertThat(asked.get("@watch/degradation"))
          .contains("failed for 20 s: a webhook took ", "before; now ", " ms, not <= ");
      assertThat(asked.get("@watch/errors-in-log")).contains("not <= 0", "ERROR /deliveries");
      assertThat(asked.get("@watch/typeform-issues")).contains("failure 3 of 3", "/reachable");
      assertThat(asked.get("@watch/customer-reports")).contains("1 reports of customers: ticket-3");
      assertThat(asked.values())
          .allSatisfy(text -> assertThat(text).contains("ACCEPT ends the watch", "ROLL_BACK"));
      succeeds(hours);
    }
  }

  /** An address that is none: the service does not expect it, and closes the connection. */
  private static void errs(WebhookWorld world) {
    assertThatThrownBy(() -> world.customers.deliver("http://127.0.0.1:1/a place", ""))
        .isInstanceOf(IOException.class);
  }

  private static Map<String, String> asked(FirstHours hours) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    Map<String, String> asked = hours.questions();
    while (!asked.keySet().containsAll(POINTS) && System.nanoTime() < end) {
      Thread.sleep(200);
      asked = hours.questions();
    }
    assertThat(asked).containsKeys(POINTS.toArray(String[]::new));
    return asked;
  }

  private static void succeeds(FirstHours hours) throws Exception {
    Map<String, Choice> all =
        hours.run.plan().graph().watches().stream()
            .filter(watch -> watch.watch().gate().policy().onFailure() == OnFailure.ASK)
            .collect(Collectors.toMap(watch -> watch.path(), watch -> Choice.ACCEPT));
    People people = new People(hours.run, all);
    Outcome outcome = people.end();
    people.tell("webhook-decisions");

    assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(all.keySet()).containsAll(POINTS);
    assertThat(hours.world.version()).isEqualTo("2.0.0");
    hours.nothingIsLost();
    assertThat(Files.readString(hours.world.home.records().resolve("decisions-summary.md")))
        .contains(POINTS);
  }
}
