package dev.sallyport.testkit.explore;

import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans with watches, monitors and soaks: what the explorer tries on them, and what it finds. */
class WatchedPlansTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Check ERRORS =
      Check.of("errors", context -> Verdict.pass("0 %", Evidence.of("e", context.startedAt())));

  private static Step<Void> effect(String name) {
    return step(name)
        .run(context -> {})
        .probe(context -> Probed.notDone())
        .onRollback((context, made) -> {}, undo().timeout(MINUTE).repeatable())
        .timeout(MINUTE);
  }

  private static final Phase LIVE =
      phase("Live").step(effect("switch")).soak(soak("bake", Duration.ofMinutes(10)));
  private static final Phase AFTER =
      phase("After")
          .monitor(
              monitor("day", ERRORS)
                  .window(Duration.ofMinutes(30), Duration.ofMinutes(5))
                  .window(Duration.ofHours(2), Duration.ofMinutes(30)))
          .step(effect("drop-old"));

  private static Plan watched() {
    return plan("p", 1)
        .phases(LIVE, AFTER)
        .watches(watch("errors", ERRORS).over(LIVE).every(MINUTE))
        .build();
  }

  private static SimulatedRun replay(String seed) {
    return Explorer.of(watched()).replay(seed);
  }

  private static Event.RollbackStarted turn(SimulatedRun run) {
    return run.events(Event.RollbackStarted.class).get(0);
  }

  @Test
  void every_rule_holds_and_only_samples_worth_it_are_troubled() {
    Exploration found = Explorer.of(watched()).pairs(1_000).explore();
    assertThat(found.isClean()).as(found.text()).isTrue();
    assertThat(found.singles()).isEqualTo(110);
    assertThat(Explorer.of(watched()).pairs(1_000).explore().summary()).isEqualTo(found.summary());
  }

  @Test
  void a_watch_trips_at_a_sample_and_at_its_last() {
    SimulatedRun run = replay("SAMPLE @watch/errors 3 SAMPLES_FAIL");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(run).trigger()).isEqualTo(Trigger.WATCH_TRIPPED);
    SimulatedRun last = replay("SAMPLE @watch/errors 12 SAMPLE_FAILS_ONCE");
    assertThat(last.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(last.events())
        .noneMatch(e -> e instanceof Event.OfNode it && it.path().startsWith("After/"));
    assertThat(new Fault("SAMPLE @watch/errors 12", Trouble.SAMPLES_FAIL, ""))
        .hasToString("the watch 'errors' (sample 12) sees failures from here on");
  }

  @Test
  void a_watch_is_blind_and_a_person_who_is_asked_ends_it() {
    String blind = "SAMPLE @watch/errors 2 SAMPLES_SEE_NOTHING";
    assertThat(replay(blind).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    SimulatedRun ended = replay(blind + "; WAIT @watch/errors 1 ANSWERED_ACCEPT");
    assertThat(ended.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(ended.events(Event.Answered.class))
        .extracting(Event.Answered::choice)
        .containsExactly(Choice.ACCEPT);
  }

  @Test
  void a_watch_is_tripped_by_hand() {
    SimulatedRun run = replay("RECORD 5 TRIPPED_BY_HAND errors");
    assertThat(turn(run).trigger()).isEqualTo(Trigger.TRIPPED_BY_HAND);
    assertThat(new Fault("RECORD 5", Trouble.TRIPPED_BY_HAND, "errors"))
        .hasToString("an operator trips the watch 'errors', after RECORD 5");
  }

  @Test
  void a_monitor_fails_in_its_second_window() {
    SimulatedRun run = replay("SAMPLE After/day 8 SAMPLES_FAIL");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(turn(run).path()).isEqualTo("After/day");
    assertThat(turn(run).at())
        .isEqualTo(SimulatedDriver.START.plus(Duration.ofMinutes(70)).plusSeconds(1));
  }

  @Test
  void a_watch_that_rolls_back_what_cannot_be_undone() {
    Phase tell =
        phase("Tell")
            .step(
                step("mail").run(c -> {}).irreversible("it is read").idempotent().timeout(MINUTE));
    Plan plan = plan("p", 1).phases(tell, LIVE).watches(watch("errors", ERRORS)).build();
    Breach it =
        Explorer.of(plan).run(Seeds.parse("SAMPLE @watch/errors 2 SAMPLES_FAIL")).breaches().get(0);
    assertThat(it.rule()).isEqualTo(Rule.IRREVERSIBLE_BEHIND_A_POINT);
    assertThat(it.words()).contains("all the same, because of the watch 'errors'. Put a");
  }

  @Test
  void a_watch_that_takes_no_data_for_well() {
    Check none = ERRORS.noDataPasses("there is little traffic at night");
    Plan plan = plan("p", 1).phases(LIVE).watches(watch("errors", none)).build();
    Finding it = Explorer.of(plan).pairs(0).explore().findings().get(0);
    assertThat(it.words())
        .isEqualTo(
            "While it has no data the watch 'errors' never trips (noDataPasses), so it would say"
                + " nothing with its monitoring down. Check first that 'errors' has data, or accept"
                + " this with a reason.");
  }

  @Test
  void what_begins_behind_an_open_watch_is_found_out() {
    Plan plan = watched();
    SimulatedRun calm = Explorer.of(plan).replay("");
    List<Event> broken =
        calm.events().stream()
            .filter(e -> !(e instanceof Event.GateOpened it && it.path().startsWith("@watch/")))
            .toList();
    SimulatedRun run = new SimulatedRun(plan, broken, Outcome.SUCCEEDED, List.of(), 0);
    List<Breach> breaches = new java.util.ArrayList<>();
    Watching.judge(run, breaches);
    assertThat(breaches)
        .extracting(Breach::words)
        .contains(
            "'After/drop-old' was begun before the watch 'errors' had judged what comes before it"
                + " for the last time.");
  }

  @Test
  void a_watch_that_asks_may_be_told_to_watch_on() {
    Plan plan =
        plan("p", 1)
            .phases(LIVE)
            .watches(watch("errors", ERRORS).every(MINUTE).onTrip(OnFailure.ASK))
            .build();
    SimulatedRun run = Explorer.of(plan).replay("SAMPLE @watch/errors 2 SAMPLE_FAILS_ONCE");
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
  }
}
