package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watches and monitors at the moment of a restart and of their end; each was once wrong. */
class WatchAtTheEdgeTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Evidence SEEN = Evidence.of("errors", T0);
  private static final Verdict PASS = Verdict.pass("0.1 %", SEEN);
  private static final Verdict FAIL = Verdict.fail("high", "7 %", SEEN);
  private static final Check ERRORS = Check.of("errors", context -> PASS);
  private static final Phase LIVE = phase("Live").step(effect("switch"));
  private static final Phase CLEAN = phase("Clean").step(effect("drop-old"));

  private final List<Event> journal = new ArrayList<>();

  private static Step<Void> effect(String name) {
    return step(name).run(context -> {}).onRollback((context, made) -> {});
  }

  private static Watch errors() {
    return watch("errors", ERRORS).over(LIVE).every(Duration.ofMinutes(1));
  }

  private static Plan planOf(Watch watch) {
    return plan("shop", 1).phases(LIVE, CLEAN).watches(watch).build();
  }

  private static Instant at(long seconds) {
    return T0.plusSeconds(seconds);
  }

  private List<Order> settle(RunCore core) {
    core.decide();
    journal.addAll(core.takeEvents());
    return core.takeOrders();
  }

  private static Order.TakeSample sample(List<Order> orders) {
    return orders.stream()
        .filter(Order.TakeSample.class::isInstance)
        .map(Order.TakeSample.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No sample is taken: " + orders));
  }

  private static Attempt call(List<Order> orders) {
    return orders.stream()
        .filter(Order.Call.class::isInstance)
        .map(order -> ((Order.Call) order).attempt())
        .findFirst()
        .orElseThrow();
  }

  private boolean hasBegun(String path) {
    return journal.stream()
        .anyMatch(e -> e instanceof Event.AttemptStarted it && it.path().equals(path));
  }

  @Test
  void one_that_had_judged_at_its_end_judges_again_when_the_engine_died_before_it_closed() {
    Plan plan = planOf(errors());
    RunCore core = RunCore.start(plan, "r", "ann", T0, Clock.systemUTC(), () -> 0);
    List<Order> begun = settle(core);
    core.sampled(at(0), sample(begun), PASS, null);
    Attempt attempt = call(begun);
    core.ended(at(5), attempt, attempt.made(null));
    core.sampled(at(6), sample(settle(core)), PASS, null);
    journal.addAll(core.takeEvents());

    RunCore next =
        RunCore.resume(plan, "r", "bob", at(600), journal, 0, Clock.systemUTC(), () -> 0);
    Order.TakeSample anew = sample(settle(next));
    assertThat(hasBegun("Clean/drop-old")).isFalse();
    next.sampled(at(601), anew, PASS, null);
    settle(next);
    assertThat(hasBegun("Clean/drop-old")).isTrue();
  }

  @Test
  void one_whose_beginning_was_not_recorded_when_the_engine_died_judges_before_anything_moves() {
    Plan whole = plan("shop", 1).phases(LIVE, CLEAN).watches(watch("all", ERRORS)).build();
    RunCore other = RunCore.start(whole, "r", "ann", T0, Clock.systemUTC(), () -> 0);
    journal.addAll(other.takeEvents());
    RunCore resumed =
        RunCore.resume(whole, "r", "bob", at(600), journal, 0, Clock.systemUTC(), () -> 0);
    Order.TakeSample asked = sample(settle(resumed));
    assertThat(hasBegun("Live/switch")).isFalse();
    resumed.sampled(at(601), asked, PASS, null);
    settle(resumed);
    assertThat(hasBegun("Live/switch")).isTrue();
  }

  @Test
  void a_failed_sample_begun_before_the_end_of_the_span_does_not_close_it_either() {
    Plan plan = planOf(errors().tripsOn(2));
    RunCore core = RunCore.start(plan, "r", "ann", T0, Clock.systemUTC(), () -> 0);
    List<Order> begun = settle(core);
    Attempt attempt = call(begun);
    core.ended(at(5), attempt, attempt.made(null));
    settle(core);
    core.sampled(at(6), sample(begun), FAIL, null);
    Order.TakeSample anew = sample(settle(core));
    assertThat(hasBegun("Clean/drop-old")).isFalse();
    core.sampled(at(7), anew, PASS, null);
    settle(core);
    assertThat(hasBegun("Clean/drop-old")).isTrue();
  }

  @Test
  void a_failed_sample_begun_before_the_end_of_the_span_trips_it_if_it_is_one_too_many() {
    Plan plan = planOf(errors());
    RunCore core = RunCore.start(plan, "r", "ann", T0, Clock.systemUTC(), () -> 0);
    List<Order> begun = settle(core);
    Attempt attempt = call(begun);
    core.ended(at(5), attempt, attempt.made(null));
    settle(core);
    core.sampled(at(6), sample(begun), FAIL, null);
    settle(core);
    assertThat(journal).anyMatch(Event.RollbackStarted.class::isInstance);
  }

  @Test
  void a_sample_that_trips_it_by_time_is_not_forgotten_in_a_restart() {
    Gate gate = errors().tripsAfter(Duration.ofMinutes(5)).gate();
    GateProgress tripped =
        GateProgress.begin(T0, T0).sample(gate, at(0), FAIL).sample(gate, at(300), FAIL);
    assertThat(tripped.judge(gate, at(300))).isInstanceOf(GateProgress.Judgement.Failed.class);
    assertThat(tripped.afterDowntime(Duration.ofMinutes(10)).judge(gate, at(900)))
        .isInstanceOf(GateProgress.Judgement.Failed.class);
  }

  @Test
  void a_span_in_which_failures_are_counted_stands_still_without_an_engine() {
    Gate gate = errors().tripsOn(2, Duration.ofMinutes(2)).gate();
    GateProgress once = GateProgress.begin(T0, T0).sample(gate, at(0), FAIL);
    assertThat(once.sample(gate, at(121), FAIL).judge(gate, at(121)))
        .isInstanceOf(GateProgress.Judgement.Hold.class);
    GateProgress resumed = once.afterDowntime(Duration.ofMinutes(10));
    assertThat(resumed.sample(gate, at(660), FAIL).judge(gate, at(660)))
        .isInstanceOf(GateProgress.Judgement.Failed.class);
  }

  @Test
  void a_monitor_does_not_begin_anew_after_a_restart() {
    Phase after =
        phase("After")
            .monitor(
                monitor("2 days", ERRORS).window(Duration.ofHours(48), Duration.ofMinutes(10)));
    Node node = plan("shop", 1).phases(after).build().graph().node(0);
    Gate gate = ((Node.GateNode) node).gate();
    GateProgress progress = GateProgress.begin(T0, T0);
    Duration step = Duration.ofMinutes(10);
    Instant now = T0;
    for (int i = 0; i < 40 * 6; i++) {
      progress = progress.sample(gate, now, PASS);
      now = now.plus(step);
    }
    progress = progress.afterDowntime(Duration.ofHours(3)).sample(gate, now.plus(step), PASS);
    Instant end = T0.plus(Duration.ofHours(48 + 3));
    assertThat(progress.sample(gate, end, PASS).judge(gate, end))
        .isInstanceOf(GateProgress.Judgement.Open.class);
  }
}
