package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A long journal is told in a time that grows with its length, not with its square: the square of
 * these would take many minutes.
 */
@Timeout(60)
class LongRunTest {
  private static final int MANY = 200_000;

  @Test
  void of_many_attempts_at_one_step() {
    List<Event> events = new ArrayList<>(Tale.begun().events());
    Failure refused = new Failure("java.io.IOException", "refused", List.of());
    for (int i = 1; i <= MANY; i++) {
      Instant at = Tale.START.plusSeconds(i);
      events.add(new Event.AttemptStarted(at, "Infra/cache", Work.RUN, i));
      events.add(
          new Event.AttemptFailed(at, "Infra/cache", Work.RUN, i, refused, Duration.ofMillis(1)));
    }

    assertThat(Story.of(events).nodes().get("Infra/cache").attempts()).hasSize(MANY);
  }

  @Test
  void of_many_steps_that_are_undone() {
    List<Event> events = new ArrayList<>(Tale.begun().events());
    for (int i = 1; i <= MANY; i++) {
      Instant at = Tale.START.plusSeconds(i);
      events.add(new Event.AttemptStarted(at, "Infra/" + i, Work.UNDO, 1));
      events.add(new Event.AttemptSucceeded(at, "Infra/" + i, Work.UNDO, 1, Output.NONE));
    }
    for (int i = 1; i <= MANY; i++) {
      Instant at = Tale.START.plusSeconds(MANY);
      events.add(new Event.AttemptStarted(at, "Infra/" + i, Work.UNDO, 2));
    }

    assertThat(Story.of(events).undone()).isEmpty();
  }

  @Test
  void of_many_samples_in_every_form() {
    Tale tale = Tale.installed().reached("Canary/healthy");
    for (int i = 0; i < MANY / 2; i++) {
      tale.sample(i % 2 == 0 ? Tale.pass() : Tale.pending());
    }
    Report report = tale.report();

    assertThat(report.record()).contains("samples: 100000, of which 50000 passed");
    assertThat(report.incident())
        .contains("Canary/healthy: 99990 changes of the verdict are left out here");
    assertThat(report.junit()).contains("samples: 100000, of which 50000 passed");
  }

  @Test
  void of_many_steps_in_every_form() {
    Tale tale = Tale.begun();
    for (int i = 1; i <= MANY / 4; i++) {
      tale.start("Wide/step-" + i).done("Wide/step-" + i);
    }
    Report report = tale.report();

    assertThat(report.record().lines().filter(line -> line.startsWith("- [x] **step-")))
        .hasSize(MANY / 4);
    assertThat(report.incident().lines().filter(line -> line.endsWith(": done |")))
        .hasSize(MANY / 4);
    assertThat(JUnitReading.read(report.junit()).get(4).getTestCases()).hasSize(MANY / 4);
  }
}
