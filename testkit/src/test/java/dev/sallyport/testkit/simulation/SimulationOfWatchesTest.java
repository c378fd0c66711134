package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationOfWatchesTest {
  private static final Check ERRORS =
      Check.of(
          "errors below 5 %",
          context -> Verdict.pass("0.1 %", Evidence.of("errors", context.startedAt())));
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Phase DEPLOY = phase("Deploy").step(reversible("switch"));
  private static final Phase SETTLE =
      phase("Settle").soak(soak("bake", Duration.ofMinutes(10))).step(reversible("tag"));
  private static final Phase CLEAN = phase("Clean").step(reversible("drop-old"));

  private static Step<Void> reversible(String name) {
    return step(name).run(context -> {}).onRollback((context, made) -> {});
  }

  private static Watch errors() {
    return watch("errors", ERRORS).over(DEPLOY, SETTLE).every(MINUTE);
  }

  private static Plan planOf(Watch... watches) {
    return plan("shop", 1).phases(DEPLOY, SETTLE, CLEAN).watches(watches).build();
  }

  private static Simulation of(Watch... watches) {
    return Simulation.of(planOf(watches));
  }

  private static Event.RollbackStarted turn(SimulatedRun run) {
    return run.events().stream()
        .filter(Event.RollbackStarted.class::isInstance)
        .map(Event.RollbackStarted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<Instant> samples(SimulatedRun run) {
    return run.events().stream().filter(Event.Sampled.class::isInstance).map(Event::at).toList();
  }

  private static int place(SimulatedRun run, String path, Class<? extends Event> kind) {
    for (int i = 0; i < run.events().size(); i++) {
      Event event = run.events().get(i);
      if (kind.isInstance(event) && event instanceof Event.OfNode it && it.path().equals(path)) {
        return i;
      }
    }
    throw new AssertionError(path + " never " + kind.getSimpleName() + " in " + run.events());
  }

  @Test
  void it_is_asked_from_the_start_of_its_span_until_its_end_and_once_more() {
    SimulatedRun run = of(errors()).everythingElseSucceeds().run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(samples(run)).hasSize(12);
    int closed = place(run, "@watch/errors", Event.GateOpened.class);
    assertThat(closed).isGreaterThan(place(run, "Settle/tag", Event.AttemptSucceeded.class));
    assertThat(closed).isLessThan(place(run, "Clean/drop-old", Event.AttemptStarted.class));
    assertThat(run.events().get(closed))
        .isEqualTo(
            new Event.GateOpened(
                run.events().get(closed).at(),
                "@watch/errors",
                dev.sallyport.journal.Work.RUN,
                "watched for 10 min 2 s over 12 samples, 0 of them failed;"
                    + " last: as everything that is not scripted"));
  }

  @Test
  void a_watch_over_the_whole_plan_closes_before_the_run_ends() {
    SimulatedRun run = of(watch("errors", ERRORS).every(MINUTE)).everythingElseSucceeds().run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(place(run, "@watch/errors", Event.GateOpened.class))
        .isEqualTo(run.events().size() - 2);
  }

  @Test
  void it_trips_and_everything_done_is_undone() {
    SimulatedRun run =
        of(errors())
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(4))
            .fails("errors 7 % (at most 5 %)")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    Event.RollbackStarted turn = turn(run);
    assertThat(turn.trigger()).isEqualTo(Trigger.WATCH_TRIPPED);
    assertThat(turn.path()).isEqualTo("@watch/errors");
    assertThat(turn.reason()).isEqualTo("errors 7 % (at most 5 %)");
    assertThat(turn.at()).isEqualTo(SimulatedDriver.START.plus(Duration.ofMinutes(4)));
    assertThat(place(run, "Deploy/switch", Event.AttemptSucceeded.class)).isPositive();
  }

  @Test
  void its_last_sample_can_still_trip_it() {
    SimulatedRun run =
        of(errors())
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(10).plus(SECOND))
            .fails("errors 7 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(run.events())
        .noneMatch(e -> e instanceof Event.OfNode it && it.path().equals("Clean/drop-old"));
  }

  @Test
  void a_sample_begun_before_the_end_of_the_span_is_not_the_last_one() {
    SimulatedRun run =
        Simulation.of(planOf(errors().every(Duration.ofSeconds(280))))
            .watch("errors")
            .takes(Duration.ofSeconds(20))
            .passes()
            .from(Duration.ofMinutes(10).plus(SECOND.multipliedBy(5)))
            .fails("errors 7 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void it_trips_within_an_interval_while_the_run_waits_for_a_person() {
    Phase go = phase("Go").gate(approval("go", "lead").within(HOUR));
    Plan plan =
        plan("shop", 1)
            .phases(DEPLOY, go, CLEAN)
            .watches(watch("errors", ERRORS).every(MINUTE))
            .build();
    SimulatedRun run =
        Simulation.of(plan)
            .approval("Go/go")
            .after(Duration.ofMinutes(50))
            .approvedBy("ann")
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(7).plus(SECOND))
            .fails("errors 7 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(run).at()).isEqualTo(SimulatedDriver.START.plus(Duration.ofMinutes(8)));
  }

  @Test
  void it_trips_in_a_pause_and_the_run_says_that_it_waits_to_go_on() {
    SimulatedRun run =
        of(errors())
            .operatorPauses(
                Moment.done("Deploy/switch"), HOUR, "olga", "let me look at the dashboards")
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(3))
            .fails("errors 7 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(run).at()).isEqualTo(SimulatedDriver.START.plus(Duration.ofMinutes(3)));
    int undo = place(run, "Deploy/switch", Event.AttemptStarted.class);
    assertThat(undo).isLessThan(place(run, "@watch/errors", Event.GateFailed.class));
  }

  @Test
  void samples_must_have_failed_for_the_span_that_it_trips_after() {
    Watch slow = errors().tripsAfter(Duration.ofMinutes(5));
    Simulation blip =
        of(slow)
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(1))
            .fails("p95 700 ms")
            .from(Duration.ofMinutes(6).minus(SECOND))
            .passes()
            .everythingElseSucceeds();
    assertThat(blip.run().outcome()).isEqualTo(Outcome.SUCCEEDED);
    SimulatedRun run =
        of(slow)
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(2))
            .fails("p95 700 ms")
            .everythingElseSucceeds()
            .run();
    assertThat(turn(run).at()).isEqualTo(SimulatedDriver.START.plus(Duration.ofMinutes(7)));
    assertThat(turn(run).reason()).isEqualTo("failed for 5 min: p95 700 ms");
  }

  @Test
  void a_blind_watch_asks_a_person_and_nothing_new_starts_meanwhile() {
    SimulatedRun run =
        of(errors().onTrip(OnFailure.ROLL_BACK))
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(1))
            .cannotRead("connection refused")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isNull();
    assertThat(run.waiting())
        .singleElement()
        .isInstanceOfSatisfying(
            Waiting.ForAnswer.class,
            asked ->
                assertThat(asked.question().text())
                    .isEqualTo(
                        "The watch 'errors' tripped: nothing could be judged for 5 min; last seen:"
                            + " connection refused. Nothing new starts until this is answered. RETRY"
                            + " watches on and counts anew, ACCEPT ends the watch and goes on,"
                            + " ROLL_BACK walks back, STOP ends the run here."));
    assertThat(run.events())
        .noneMatch(e -> e instanceof Event.OfNode it && it.path().equals("Settle/tag"));
  }

  @Test
  void a_person_may_let_it_watch_on_or_end_it() {
    Simulation tripped =
        of(errors().onTrip(OnFailure.ASK))
            .watch("errors")
            .passes()
            .from(Duration.ofMinutes(2))
            .fails("20 % slower than before")
            .from(Duration.ofMinutes(3).minus(SECOND))
            .passes();
    SimulatedRun on =
        tripped.whenAsked("@watch/errors", Choice.RETRY).everythingElseSucceeds().run();
    assertThat(on.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(samples(on)).hasSizeGreaterThan(8);
    SimulatedRun ended =
        tripped.whenAsked("@watch/errors", Choice.ACCEPT).everythingElseSucceeds().run();
    assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(samples(ended)).hasSize(3);
    SimulatedRun back =
        tripped.whenAsked("@watch/errors", Choice.ROLL_BACK).everythingElseSucceeds().run();
    assertThat(back.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(back).trigger()).isEqualTo(Trigger.WATCH_TRIPPED);
  }

  @Test
  void one_that_only_warns_lets_the_run_go_on() {
    SimulatedRun run =
        of(errors().onTrip(OnFailure.WARN))
            .watch("errors")
            .fails("errors 7 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.events())
        .filteredOn(Event.Warned.class::isInstance)
        .extracting(e -> ((Event.Warned) e).reason())
        .containsExactly("errors 7 %");
  }

  @Test
  void a_person_trips_it_by_hand() {
    SimulatedRun run =
        of(errors())
            .trips(Moment.done("Deploy/switch"), "errors", "olga", "customers are calling")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(run).trigger()).isEqualTo(Trigger.TRIPPED_BY_HAND);
    assertThat(turn(run).reason()).isEqualTo("tripped by olga: customers are calling");
  }

  @Test
  void only_an_open_watch_can_be_tripped() {
    Simulation late =
        of(errors())
            .trips(Moment.started("Clean/drop-old"), "errors", "olga", "too late")
            .everythingElseSucceeds();
    assertThatThrownBy(late::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(
            "The watch 'errors' is not open, so it cannot be tripped."
                + " To walk back now, abort the run.");
    Simulation unknown =
        of(errors()).trips(Moment.done("Deploy/switch"), "eror", "o", "x").everythingElseSucceeds();
    assertThatThrownBy(unknown::run)
        .hasMessageContaining("The plan has no watch 'eror'. It has 'errors'.");
  }

  @Test
  void after_a_restart_nothing_moves_until_it_has_judged_again() {
    SimulatedRun run =
        of(errors())
            .engineDiesAfter(Moment.done("Deploy/switch"))
            .watch("errors")
            .passes()
            .from(Duration.ofSeconds(30))
            .fails("errors 7 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(run.events())
        .noneMatch(e -> e instanceof Event.OfNode it && it.path().startsWith("Settle/"));
  }

  @Test
  void behind_a_point_of_no_return_it_asks() {
    Plan plan =
        plan("shop", 1)
            .phases(phase("Data").pointOfNoReturn("the schema is new"), DEPLOY)
            .watches(watch("errors", ERRORS).over(DEPLOY))
            .build();
    SimulatedRun run =
        Simulation.of(plan).watch("errors").fails("errors 7 %").everythingElseSucceeds().run();
    assertThat(run.waiting())
        .singleElement()
        .isInstanceOfSatisfying(
            Waiting.ForAnswer.class,
            asked ->
                assertThat(asked.question().text()).contains("behind which nothing is rolled"));
  }

  @Test
  void a_gate_in_its_span_goes_on_being_judged() {
    Plan plan =
        plan("shop", 1)
            .phases(phase("Live").step(reversible("go")).gate(gate("ok", ERRORS).within(HOUR)))
            .watches(watch("errors", ERRORS))
            .build();
    SimulatedRun run =
        Simulation.of(plan)
            .gate("Live/ok")
            .waits("not yet")
            .from(Duration.ofMinutes(30))
            .passes()
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void what_is_not_so_is_a_breach_to_a_watch_however_the_check_words_it() {
    SimulatedRun run =
        of(errors())
            .watch("errors")
            .passes()
            .from(MINUTE)
            .waits("errors 50 %, not below 5 %")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(run).reason()).isEqualTo("errors 50 %, not below 5 %");
    Simulation blip =
        of(errors().tripsOnInARow(2))
            .watch("errors")
            .waits("not below 5 %")
            .from(MINUTE)
            .passes()
            .everythingElseSucceeds();
    assertThat(blip.run().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }
}
