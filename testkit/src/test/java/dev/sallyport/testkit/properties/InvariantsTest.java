package dev.sallyport.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.RunCore;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Choices;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The invariants that a simulated run is judged by, each by its name. Random plans meet random
 * surroundings; what fails is shrunk to a plan and a run of few numbers.
 *
 * <p>Number 1 is in the core's {@code FoldTest}; 2, 7 and 18 are in {@code LocalInvariantsTest}, 19
 * in {@code SecretsAndChangesTest}.
 */
class InvariantsTest {
  private static final int TRIES = 1_000;

  @Provide
  Arbitrary<List<Integer>> plans() {
    return Arbitraries.integers().between(0, 9_999).list().ofMaxSize(60);
  }

  @Provide
  Arbitrary<List<Integer>> worlds() {
    return Arbitraries.integers().between(0, 9_999).list().ofMaxSize(160);
  }

  private static void judge(int invariant, List<Integer> plan, List<Integer> world) {
    Trace trace = Chaos.run(plan, world);
    assertThat(Invariants.of(trace, invariant)).as("%s", trace.events()).isEmpty();
  }

  @Property(tries = TRIES)
  void invariant_3_nothing_is_called_before_its_start_is_recorded(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(3, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_4_no_node_starts_before_what_it_comes_after_is_done(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(4, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_5_at_most_one_attempt_of_a_node_may_be_running(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(5, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_6_a_node_succeeds_once_and_its_output_never_changes(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(6, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_8_attempts_and_delays_keep_to_the_policy(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(8, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_9_no_timer_goes_off_early_or_twice(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(9, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_10_a_gate_opens_only_if_every_sample_of_its_span_passed(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(10, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_11_after_a_run_has_turned_nothing_goes_forward(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(11, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_12_only_what_was_or_may_have_been_done_is_undone_and_once(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(12, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_13_a_node_is_undone_after_all_that_depends_on_it(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(13, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_14_no_undo_runs_beside_a_live_attempt_that_it_touches(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(14, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_15_there_is_one_end_and_nothing_after_it(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(15, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_16_the_outcome_is_what_the_ledger_says(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(16, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_17_the_same_choices_give_the_same_journal(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    assertThat(Chaos.run(plan, world).events()).isEqualTo(Chaos.run(plan, world).events());
  }

  /** What goes wrong hangs on the step here, not on the moment, so a crash changes none of it. */
  @Property(tries = TRIES / 4)
  void invariant_17_a_crash_at_any_record_allows_no_other_outcome(
      @ForAll("plans") List<Integer> numbers) {
    Plan plan = RandomPlans.next(Choices.recorded(numbers), Bodies.NONE);
    FatedWorld calm = new FatedWorld(plan, -1);
    Trace trace = calm.run();
    for (int record = 0; record < trace.events().size() - 1; record++) {
      FatedWorld crashed = new FatedWorld(plan, record);
      Trace again = crashed.run();
      assertThat(Invariants.of(again)).isEmpty();
      assertThat(again.outcome()).as("killed at %s", record).isEqualTo(trace.outcome());
      if (trace.outcome() == Outcome.SUCCEEDED) {
        assertThat(again.effects().there())
            .as("killed at %s", record)
            .containsExactlyInAnyOrderElementsOf(trace.effects().there());
      }
    }
  }

  @Property(tries = TRIES)
  void invariant_20_once_faults_stop_a_run_ends_or_waits_for_a_person_within_its_bound(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(20, plan, world);
  }

  @Property(tries = TRIES)
  void contract_24_behind_a_point_of_no_return_no_rollback_begins_of_its_own(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(24, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_31_a_watch_is_open_over_its_span_and_nothing_behind_it_starts_before_it_closed(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(31, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_32_a_watch_trips_exactly_when_its_rule_says_so(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(32, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_33_a_tripped_watch_is_obeyed_as_the_plan_says(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(33, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_34_after_a_restart_nothing_moves_until_each_open_watch_has_judged(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(34, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_35_an_open_watch_or_monitor_is_never_silent_for_too_long(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(35, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_36_a_monitor_and_a_soak_last_as_long_as_they_are_to(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(36, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_37_an_announcement_is_begun_once_and_a_run_ends_as_it_closed(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(37, plan, world);
  }

  @Property(tries = TRIES)
  void invariant_38_nothing_begins_before_the_notice_has_run_out(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    judge(38, plan, world);
  }

  /** 15 again, from the outside: a run that has ended is not to be had again. */
  @Property(tries = TRIES / 4)
  void invariant_15_what_has_ended_cannot_be_resumed(
      @ForAll("plans") List<Integer> plan, @ForAll("worlds") List<Integer> world) {
    Trace trace = Chaos.run(plan, world);
    List<Event> events = trace.events();
    Outcome outcome = trace.outcome();
    if (outcome == null) {
      return;
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                RunCore.resume(
                    trace.plan(),
                    "simulated",
                    "ann",
                    trace.events().get(0).at(),
                    events,
                    0,
                    java.time.Clock.systemUTC(),
                    () -> 0))
        .hasMessageContaining("has ended: " + outcome);
  }
}
