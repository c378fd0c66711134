package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Journals and ledgers as a broken engine would leave them: each is judged by the invariant that it
 * breaks. So what the contracts make impossible would be found out if it happened.
 */
class BrokenEngineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static Step<Void> effect(String name) {
    return step(name)
        .run(Bodies.NONE::run)
        .onRollback((context, made) -> {})
        .timeout(Duration.ofMinutes(1));
  }

  private static Gate calm() {
    return gate("calm", Check.of("calm", context -> Bodies.NONE.judge("calm")))
        .every(Duration.ofSeconds(5))
        .sustainedFor(Duration.ofSeconds(10))
        .within(Duration.ofMinutes(2));
  }

  /** Succeeds: it has four nodes. */
  private final Trace good =
      run(
          phase("A").step(effect("a"), effect("b")),
          phase("B").gate(calm()).gate(approval("go", "lead").within(Duration.ofMinutes(10))));

  /** Rolls back: it has three nodes, and the last one fails. */
  private final Trace back =
      run(
          phase("A").step(effect("a"), effect("b")).onRollback(Bodies.NONE::undo),
          phase("B").step(effect("c").retry(Retry.every(SECOND).attempts(2))));

  private static Trace run(dev.sallyport.plan.Phase... phases) {
    Trace trace = new FatedWorld(Plan.named("p", 1).phases(phases).build(), -1).run();
    assertThat(Invariants.of(trace)).isEmpty();
    return trace;
  }

  private static int find(Trace trace, Predicate<Event> what) {
    for (int i = 0; i < trace.events().size(); i++) {
      if (what.test(trace.events().get(i))) {
        return i;
      }
    }
    throw new AssertionError("There is no such event in " + trace.events());
  }

  private static Predicate<Event> starts(Work work, String path) {
    return e -> e instanceof Event.AttemptStarted it && it.work() == work && it.path().equals(path);
  }

  private static Predicate<Event> succeeds(Work work, String path) {
    return e ->
        e instanceof Event.AttemptSucceeded it && it.work() == work && it.path().equals(path);
  }

  private static Trace change(Trace trace, UnaryOperator<List<Event>> change) {
    return trace.with(change.apply(new ArrayList<>(trace.events())));
  }

  private static Trace without(Trace trace, Predicate<Event> what) {
    int at = find(trace, what);
    return change(
        trace,
        events -> {
          events.remove(at);
          return events;
        });
  }

  private static Trace insert(Trace trace, int at, Event event) {
    return change(
        trace,
        events -> {
          events.add(at, event);
          return events;
        });
  }

  private static Trace replace(Trace trace, int at, Event event) {
    return change(
        trace,
        events -> {
          events.set(at, event);
          return events;
        });
  }

  private static void caught(int invariant, Trace broken) {
    assertThat(Invariants.of(broken, invariant)).isNotEmpty();
  }

  @Test
  void invariant_3_a_call_without_a_recorded_start() {
    RunCore core =
        RunCore.start(good.plan(), "run", "ann", SimulatedDriver.START, Clock.systemUTC(), () -> 0);
    core.decide();
    Order.Call call = (Order.Call) core.takeOrders().get(0);
    ChaosWorld world = new ChaosWorld(good.plan(), new Faults((where, options) -> 0, 0));
    world.begins(call.attempt(), Clock.systemUTC());
    assertThat(world.effects().breaches()).extracting(Breach::invariant).containsExactly(3);
  }

  @Test
  void invariant_4_a_start_before_what_comes_before_is_done() {
    caught(4, without(good, succeeds(Work.RUN, "A/a")));
    caught(4, without(good, e -> e instanceof Event.GateOpened it && it.path().equals("B/calm")));
  }

  @Test
  void invariant_5_two_attempts_at_once() {
    int at = find(good, starts(Work.RUN, "A/a"));
    caught(5, insert(good, at, good.events().get(at)));
  }

  @Test
  void invariant_6_a_second_success_and_another_output() {
    int at = find(good, succeeds(Work.RUN, "A/a"));
    Event.AttemptSucceeded it = (Event.AttemptSucceeded) good.events().get(at);
    caught(6, insert(good, at, it));
    Output other = Output.recorded("\"another\"");
    caught(6, insert(good, at, new Event.AttemptSucceeded(it.at(), "A/a", Work.RUN, 1, other)));
  }

  @Test
  void invariant_8_an_attempt_too_many_and_a_delay_too_short() {
    int last = find(back, e -> e instanceof Event.RollbackStarted);
    Instant now = back.events().get(last).at();
    caught(8, insert(back, last, new Event.AttemptStarted(now, "B/c", Work.RUN, 3)));
    int failed = find(back, e -> e instanceof Event.AttemptFailed);
    Event.AttemptFailed it = (Event.AttemptFailed) back.events().get(failed);
    Failure why = it.failure();
    Duration soon = Duration.ofMillis(5);
    caught(
        8, replace(back, failed, new Event.AttemptFailed(it.at(), "B/c", Work.RUN, 1, why, soon)));
  }

  @Test
  void invariant_9_a_timer_that_goes_off_early_or_twice() {
    int at = find(good, succeeds(Work.RUN, "A/a"));
    Instant now = good.events().get(at).at();
    Instant until = now.plus(good.plan().grace());
    Event cancel = new Event.CancelRequested(now, "A/a", Work.RUN, 1, "too long", true, until);
    caught(9, insert(good, at, cancel));
    caught(9, insert(good, at, new Event.AttemptAbandoned(now, "A/a", Work.RUN, 1)));
    Event back = new Event.Paused(SimulatedDriver.START.minus(SECOND), "ann", "");
    caught(9, insert(good, at, back));
  }

  @Test
  void invariant_10_a_gate_that_opens_without_its_samples_and_an_approval_without_its_votes() {
    int at = find(good, e -> e instanceof Event.Sampled) + 1;
    Event.Sampled it = (Event.Sampled) good.events().get(at);
    Verdict bad = Verdict.fail("bad", "bad", Evidence.of("x", it.at()));
    caught(10, replace(good, at, new Event.Sampled(it.at(), it.path(), it.work(), bad, null)));
    caught(10, without(good, e -> e instanceof Event.Sampled));
    caught(10, without(good, e -> e instanceof Event.Voted));
  }

  @Test
  void invariant_11_a_forward_step_after_the_turn() {
    int at = find(back, e -> e instanceof Event.RollbackStarted) + 1;
    Instant now = back.events().get(at).at();
    caught(11, insert(back, at, new Event.AttemptStarted(now, "B/c", Work.RUN, 3)));
  }

  @Test
  void invariant_12_the_undo_of_what_was_never_done_and_a_second_undo() {
    caught(12, without(back, succeeds(Work.RUN, "A/b")));
    int at = find(back, succeeds(Work.UNDO, "A/b")) + 1;
    Instant now = back.events().get(at).at();
    caught(12, insert(back, at, new Event.AttemptStarted(now, "A/b", Work.UNDO, 2)));
    Event rollback = new Event.AttemptStarted(now, "A/@rollback", Work.UNDO, 2);
    caught(12, insert(back, back.events().size() - 1, rollback));
  }

  @Test
  void invariant_13_an_undo_before_that_of_what_depends_on_it() {
    caught(13, without(back, succeeds(Work.UNDO, "A/b")));
    caught(13, without(back, succeeds(Work.UNDO, "A/a")));
  }

  @Test
  void invariant_14_an_undo_beside_work_in_flight() {
    int last = find(back, e -> e instanceof Event.RollbackStarted) - 1;
    caught(14, without(back, e -> e == back.events().get(last)));
    caught(14, without(back, succeeds(Work.UNDO, "A/b")));
  }

  @Test
  void invariant_15_a_second_end_and_a_word_after_the_end() {
    Event end = good.events().get(good.events().size() - 1);
    caught(15, insert(good, good.events().size(), end));
    Event late = new Event.LateResult(end.at(), "A/a", Work.RUN, 1, "it ended");
    caught(15, insert(good, good.events().size(), late));
  }

  @Test
  void invariant_16_a_swallowed_undo_failure_and_an_effect_left_without_a_word() {
    int at = find(back, succeeds(Work.UNDO, "A/b"));
    Instant now = back.events().get(at).at();
    Failure why = Failure.of(new IllegalStateException("no"));
    caught(16, replace(back, at, new Event.AttemptFailed(now, "A/b", Work.UNDO, 1, why, null)));
    Effects left = new Effects();
    left.done("A/a");
    caught(16, back.with(left));
    caught(16, good.with(new Effects()));
    int end = back.events().size() - 1;
    caught(16, replace(back, end, new Event.RunEnded(now, Outcome.PARTIAL, "nothing", List.of())));
  }

  @Test
  void invariant_17_chance_that_no_choice_decides() {
    long[] hidden = {0};
    List<List<Event>> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Faults secret = new Faults((where, options) -> hidden[0]++ % 5 == 0 ? 1 : 0, 3);
      ChaosWorld world = new ChaosWorld(good.plan(), secret);
      runs.add(SimulatedDriver.run(good.plan(), world, options -> 0).events());
    }
    assertThat(runs.stream().distinct()).hasSizeGreaterThan(1);
  }

  @Test
  void contract_24_an_automatic_rollback_behind_a_point_of_no_return() {
    int at = find(back, e -> e instanceof Event.RollbackStarted);
    Instant now = back.events().get(at).at();
    caught(24, insert(back, at, new Event.PointPassed(now, "B/c", "so it is")));
  }

  @Test
  void invariant_20_a_run_that_stands_still_and_one_that_takes_for_ever() {
    List<Event> begun = good.events().subList(0, 4);
    SimulatedRun still = new SimulatedRun(good.plan(), begun, null, List.of(), 0);
    caught(20, new Trace(still, good.order(), good.effects(), 0));
    Event end = good.events().get(good.events().size() - 1);
    Instant late = end.at().plus(Duration.ofDays(2));
    Event.StopRequested stop = new Event.StopRequested(late, Trigger.OPERATOR, "", "", "ann");
    caught(20, insert(good, good.events().size(), stop));
  }
}
