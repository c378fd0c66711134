package dev.sallyport.examples.webhook;

import static dev.sallyport.testkit.SallyportAssertions.assertThat;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Moment;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan in virtual time: the good night, and each of the bad ones that the checklist names. */
class WebhookSimulationTest {
  private static final List<String> ALL_BACK =
      List.of(
          "Application Deployment/start",
          "Application Deployment/configure",
          "Application Deployment/install",
          "Application Deployment/check-out",
          "Application Deployment/stop",
          "Database Updates/migrate",
          "Database Updates/lay-release-beside");

  private final Plan plan = Nowhere.plan(Pace.rehearsal());
  private final Simulation night =
      Simulation.of(plan)
          .step("Infrastructure Preparation/how-fast-it-is-now")
          .returns(new Baseline(Duration.ofMillis(10)))
          .step("Infrastructure Preparation/what-runs-now")
          .returns(new Before("c0ffee", "lib-1", "version=1.0.0", "a1"))
          .step("Functional Testing/send-test-webhook")
          .returns("test-1")
          .step("Database Updates/back-up")
          .returns("before-1.dump");

  private static List<String> undone(SimulatedRun run) {
    return run.events(Event.AttemptSucceeded.class).stream()
        .filter(event -> event.work() == Work.UNDO)
        .map(Event.AttemptSucceeded::path)
        .toList();
  }

  /** The webhook of the test may have been sent by then, or not. */
  private static void assertAllIsBack(SimulatedRun run) {
    List<String> deployment = new ArrayList<>(undone(run));
    deployment.remove("Functional Testing/send-test-webhook");
    Assertions.assertThat(deployment).containsExactlyElementsOf(ALL_BACK);
  }

  @Test
  void aGoodNightEndsWell() {
    SimulatedRun run = night.everythingElseSucceeds().run();

    assertThat(run)
        .succeeded()
        .ranInOrder(
            "Database Updates/lay-release-beside",
            "Database Updates/back-up",
            "Database Updates/migrate",
            "Application Deployment/stop",
            "Application Deployment/check-out",
            "Application Deployment/install",
            "Application Deployment/configure",
            "Application Deployment/start",
            "Functional Testing/send-test-webhook")
        .undidNothing()
        .askedNothing();
  }

  @Test
  void asWrittenItTakesAWeekAndADay() {
    SimulatedRun run =
        Simulation.of(Nowhere.plan(Pace.asWritten()))
            .step("Infrastructure Preparation/how-fast-it-is-now")
            .returns(new Baseline(Duration.ofMillis(10)))
            .everythingElseSucceeds()
            .run();

    assertThat(run).succeeded();
    Assertions.assertThat(run.took()).isBetween(Duration.ofDays(8), Duration.ofDays(16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "success-below-90",
        "critical-security-alert",
        "service-does-not-start",
        "database-unreachable"
      })
  void eachAutomaticTriggerRollsBack(String trigger) {
    SimulatedRun run =
        night
            .watch(trigger)
            .passes()
            .from(Duration.ofSeconds(5))
            .fails("as bad as it gets")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack().turnedBecause("as bad as it gets").askedNothing();
    assertAllIsBack(run);
  }

  @Test
  void aDatabaseOfWhichNothingIsKnownRollsBackToo() {
    SimulatedRun run =
        night
            .watch("database-unreachable")
            .cannotRead("no route to host")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack();
    assertAllIsBack(run);
  }

  @ParameterizedTest
  @CsvSource({
    "degradation, ROLL_BACK",
    "errors-in-log, ROLL_BACK",
    "typeform-issues, ROLL_BACK",
    "customer-reports, ROLL_BACK",
    "degradation, ACCEPT",
    "errors-in-log, ACCEPT",
    "typeform-issues, ACCEPT",
    "customer-reports, ACCEPT",
  })
  void eachManualTriggerAsksAPersonAndDoesWhatTheySay(String trigger, Choice choice) {
    SimulatedRun run =
        night
            .watch(trigger)
            .fails("worse than before")
            .whenAsked("@watch/" + trigger, choice, choice, choice)
            .everythingElseSucceeds()
            .run();

    if (choice == Choice.ROLL_BACK) {
      assertThat(run).rolledBack();
      assertAllIsBack(run);
    } else {
      assertThat(run).succeeded().undidNothing();
    }
  }

  @Test
  void supportMayTripTheCustomersWatchByHand() {
    SimulatedRun run =
        night
            .trips(
                Moment.started("Functional Testing/send-test-webhook"),
                "customer-reports",
                "sam",
                "three customers called")
            .whenAsked("@watch/customer-reports", Choice.ROLL_BACK)
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack();
    assertAllIsBack(run);
  }

  @Test
  void aServiceThatCannotBeStartedIsTakenBack() {
    SimulatedRun run =
        night
            .step("Application Deployment/start")
            .fails(new IOException("no such library"))
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack().undid(ALL_BACK.subList(1, ALL_BACK.size()).toArray(String[]::new));
  }

  @Test
  void aWebhookThatIsNotRecordedTakesTheTestEventBackAsWell() {
    SimulatedRun run =
        night
            .gate("Functional Testing/record-is-there")
            .fails("There is no row")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack();
    Assertions.assertThat(undone(run)).startsWith("Functional Testing/send-test-webhook");
    assertAllIsBack(run);
  }
}
