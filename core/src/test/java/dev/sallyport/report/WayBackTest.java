package dev.sallyport.report;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of a checklist that are of the way back, in the record. */
class WayBackTest {
  private static Plan release(boolean stable) {
    Check service =
        Check.of(
            "stable",
            context -> {
              Evidence seen = Evidence.of("the service", context.startedAt());
              return stable
                  ? Verdict.pass("it is", seen)
                  : Verdict.fail("unstable", "it is not", seen);
            });
    Step<Void> traffic =
        step("switch")
            .run(context -> {})
            .onRollback(
                (context, none) -> {},
                UndoPolicy.undo()
                    .verifiedBy(
                        gate("stable", service)
                            .within(Duration.ofMinutes(1))
                            .covers("P-1", "P-2")
                            .label("Service stabilized")));
    Step<Void> fails =
        step("fails")
            .run(
                context -> {
                  throw new IllegalStateException("as planned");
                })
            .readOnly();
    return plan("shop", 1).phases(phase("Live").step(traffic, fails)).build();
  }

  @ParameterizedTest
  @CsvSource({"true, [x], held", "false, [ ], failed"})
  void whatVerifiesAnUndoIsTickedIfItHeld(boolean stable, String box, String word)
      throws Exception {
    Journals journals = Journals.inMemory();
    try (Engine engine = Engine.of(journals)) {
      engine.start(release(stable), "run", "ann").await();
    }

    assertThat(Report.of(journals.read("run")).record())
        .contains(
            "- "
                + box
                + " **Service stabilized (P-1, P-2)** (verification of Live/switch) "
                + word);
  }

  @Test
  void anIncidentReportOfTheLastAnnouncementsKnowsHowItEnded() throws Exception {
    Journals journals = Journals.inMemory();
    try (Engine engine = Engine.of(journals)) {
      engine.start(release(true), "run", "ann").await();
    }
    List<Event> events = new ArrayList<>(journals.read("run"));
    Event.RunEnded end = (Event.RunEnded) events.remove(events.size() - 1);
    assertThat(Report.of(events).incident()).contains("It has not ended.");

    events.add(new Event.Closing(end.at(), end.outcome(), end.reason(), end.leftovers()));
    assertThat(Report.of(events).incident())
        .contains("It was over but for the last announcements ")
        .contains(": rolled back, 1 taken back, 0 left over.");
  }
}
