package dev.sallyport.examples.analytics;

import static dev.sallyport.testkit.SallyportAssertions.assertThat;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Moment;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan in virtual time: the good night, and each of the bad ones that the checklist names. */
class AnalyticsSimulationTest {
  private static final List<String> WAY_BACK =
      List.of(
          "Full Rollout (100%)/flag-100",
          "Scale to 50% Traffic/flag-50",
          "Enable Analytics (10% Traffic)/flag-10",
          "Switch Traffic to Green/switch-traffic",
          "Deploy to Green Environment/apply-green",
          "Execute Migrations on Primary/migrate");

  private final Plan plan = Nowhere.plan(Pace.asWritten());
  private final Simulation night = night(plan);

  private static Simulation night(Plan plan) {
    return Simulation.of(plan)
        .step("Enable Analytics (10% Traffic)/before-the-flag")
        .returns(new Baseline(0, 10_000, Duration.ofMillis(5), 12))
        .step("Hour 1/cache-hits-at-first")
        .returns(85.0);
  }

  private static List<String> undone(SimulatedRun run) {
    return run.events(Event.AttemptSucceeded.class).stream()
        .filter(event -> event.work() == Work.UNDO)
        .map(Event.AttemptSucceeded::path)
        .toList();
  }

  private static void assertAllIsBack(SimulatedRun run) {
    List<String> way = undone(run).stream().filter(WAY_BACK::contains).toList();
    int done = WAY_BACK.size() - way.size(); // those at the front were never reached
    Assertions.assertThat(way).isEqualTo(WAY_BACK.subList(done, WAY_BACK.size()));
    Assertions.assertThat(way)
        .endsWith(
            "Switch Traffic to Green/switch-traffic",
            "Deploy to Green Environment/apply-green",
            "Execute Migrations on Primary/migrate");
  }

  @Test
  void aGoodNightEndsWellAndIsWatchedForTwoDays() {
    long begun = System.nanoTime();
    SimulatedRun run = night.everythingElseSucceeds().run();
    Duration real = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(run)
        .succeeded()
        .ranInOrder(
            "Execute Migrations on Primary/migrate",
            "Build Image/build-image",
            "Deploy to Green Environment/apply-green",
            "Switch Traffic to Green/switch-traffic",
            "Enable Analytics (10% Traffic)/flag-10",
            "Scale to 50% Traffic/flag-50",
            "Full Rollout (100%)/flag-100")
        .undidNothing()
        .askedNothing();
    // a day of notice, the night, and the two days after it
    Assertions.assertThat(run.took()).isBetween(Duration.ofDays(3), Duration.ofDays(14));
    System.out.println("48 hours after the deployment, in virtual time, took " + real);
    Assertions.assertThat(real).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error-rate",
        "response-time",
        "critical-functionality",
        "data-corruption",
        "security"
      })
  void eachTriggerRollsBackTrafficFirstAndDataThen(String trigger) {
    SimulatedRun run =
        night
            .watch(trigger)
            .passes()
            .from(Duration.ofMinutes(20))
            .fails("as bad as it gets")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack().turnedBecause("as bad as it gets").askedNothing();
    assertAllIsBack(run);
  }

  @Test
  void aTriggerStillRollsBackOnTheSecondDay() {
    SimulatedRun run =
        night
            .watch("error-rate")
            .passes()
            .from(Duration.ofHours(40))
            .fails("as bad as it gets")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack().turnedBecause("as bad as it gets");
    Assertions.assertThat(undone(run).stream().filter(WAY_BACK::contains)).isEqualTo(WAY_BACK);
  }

  @Test
  void anybodyMaySayThatItIsBroken() {
    SimulatedRun run =
        night
            .trips(
                Moment.done("Scale to 50% Traffic/flag-50"),
                "critical-functionality",
                "sam",
                "nobody can answer a form")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack();
    assertAllIsBack(run);
  }

  private static Stream<String> watchesThatAsk() {
    return Nowhere.plan(Pace.asWritten()).graph().watches().stream()
        .filter(node -> node.watch().gate().policy().onFailure() == OnFailure.ASK)
        .map(node -> node.watch().name());
  }

  @ParameterizedTest
  @MethodSource("watchesThatAsk")
  void whatIsWatchedForTwoDaysAsksAPersonAndDoesWhatTheySay(String watch) {
    Simulation quick = night(Nowhere.plan(Pace.rehearsal()));
    Simulation broken = quick.watch(watch).fails("worse than before");
    Choice[] thrice = {Choice.ACCEPT, Choice.ACCEPT, Choice.ACCEPT};

    assertThat(broken.whenAsked("@watch/" + watch, Choice.ROLL_BACK).everythingElseSucceeds().run())
        .rolledBack();
    assertThat(broken.whenAsked("@watch/" + watch, thrice).everythingElseSucceeds().run())
        .succeeded()
        .undidNothing();
  }

  @ParameterizedTest
  @CsvSource({
    "Approvals Required/required, ben, qa lead",
    "Final Approval/production, dora, engineering director"
  })
  void aSignOffThatIsRefusedChangesNothing(String approval, String who, String role) {
    SimulatedRun run =
        night
            .approval(approval)
            .rejectedBy(who, role, "not this week")
            .everythingElseSucceeds()
            .run();

    assertThat(run).rolledBack().turnedBecause("not this week");
    Assertions.assertThat(undone(run)).isEmpty();
    Assertions.assertThat(run.events(Event.AttemptStarted.class))
        .extracting(Event.AttemptStarted::path)
        .doesNotContainAnyElementsOf(WAY_BACK);
  }

  @Test
  void aDirectorWhoDoesNotComeIsWaitedForInVain() {
    SimulatedRun run =
        night.approval("Final Approval/production").nobodyComes().everythingElseSucceeds().run();

    assertThat(run).rolledBack();
    Assertions.assertThat(undone(run)).isEmpty();
  }

  /** What is told is told at its time: stakeholders a day ahead, the team every 30 minutes. */
  @Test
  void peopleAreTold() {
    SimulatedRun run = night.everythingElseSucceeds().run();

    List<Event.AnnouncementStarted> told = run.events(Event.AnnouncementStarted.class);
    Event.AnnouncementStarted notice = first(told, "@announce/stakeholders");
    Event.AnnouncementStarted start = first(told, "@announce/status-page");
    Assertions.assertThat(Duration.between(notice.at(), start.at()))
        .isGreaterThanOrEqualTo(Duration.ofHours(24));
    List<Event.AnnouncementStarted> updates =
        told.stream().filter(e -> e.path().equals("@announce/updates")).toList();
    for (int i = 1; i < updates.size(); i++) {
      Assertions.assertThat(Duration.between(updates.get(i - 1).at(), updates.get(i).at()))
          .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
    }
    Assertions.assertThat(first(told, "@announce/celebration").at())
        .isAfter(first(told, "@announce/success").at().plus(Duration.ofHours(48)));
  }

  private static Event.AnnouncementStarted first(
      List<Event.AnnouncementStarted> told, String path) {
    return told.stream().filter(e -> e.path().equals(path)).findFirst().orElseThrow();
  }

  @Test
  void aRunThatWalksBackIsNotCelebrated() {
    SimulatedRun run = night.watch("error-rate").fails("too many").everythingElseSucceeds().run();

    assertThat(run).rolledBack();
    Assertions.assertThat(run.events(Event.AnnouncementStarted.class))
        .extracting(Event.AnnouncementStarted::path)
        .contains("@announce/status-page", "@announce/slack")
        .doesNotContain("@announce/success", "@announce/celebration");
  }
}
