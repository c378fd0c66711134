package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import dev.sallyport.plan.Watch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * A run's core driven by numbers, whatever comes of it, and its state told anew from its events.
 */
class FoldTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private static Step<Void> effect(String name) {
    return step(name)
        .run(context -> {})
        .timeout(MINUTE)
        .onRollback((context, made) -> {}, UndoPolicy.undo().timeout(MINUTE).repeatable());
  }

  private static final Phase A =
      phase("A")
          .step(effect("a").probe(context -> Probed.notDone()).retry(Retry.every(MINUTE)))
          .parallel(effect("b"), effect("c").idempotent().onFailure(OnFailure.ASK))
          .onRollback(context -> {});
  private static final Phase B =
      phase("B")
          .gate(
              gate("calm", World.always(Verdict.pass("good", World.evidence())))
                  .sustainedFor(Duration.ofSeconds(5))
                  .failsOn(2)
                  .within(MINUTE))
          .gate(approval("go", "lead").within(MINUTE))
          .soak(soak("bake", MINUTE));
  private static final Phase C = phase("C").pointOfNoReturn("so it is").step(effect("d"));
  private static final Watch ERRORS =
      watch("errors", World.always(Verdict.pass("good", World.evidence())))
          .over(A, B)
          .every(Duration.ofSeconds(20))
          .tripsOnInARow(2)
          .onTrip(OnFailure.ASK);

  private final Plan plan = Plan.named("p", 1).phases(A, B, C).watches(ERRORS).build();

  private final Units units = new Units(plan);
  private final List<Event> events = new ArrayList<>();
  private final List<Attempt> calls = new ArrayList<>();
  private final List<Order.TakeSample> samples = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private RunCore core = RunCore.start(plan, "run", "ann", now, CLOCK, () -> 0.5);

  @Property(tries = 1_000)
  void invariant_1_the_fold_of_every_prefix_is_the_live_state(
      @ForAll @Size(max = 60) List<@IntRange(max = 9_999) Integer> picks) {
    settle();
    for (int pick : picks) {
      if (core.outcome() == null) {
        next(pick % 8, pick / 8);
        settle();
        assertThat(Evolve.replay(units, events)).as("%s", events).isEqualTo(core.state());
      }
    }
    RunState step = RunState.of(units);
    for (int i = 0; i < events.size(); i++) {
      RunState before = step.copy();
      RunState next = Evolve.evolve(step, events.get(i));
      assertThat(step).as("evolve changes nothing it was given").isEqualTo(before);
      step = next;
    }
    assertThat(step).isEqualTo(core.state());
  }

  @Test
  void invariant_1_a_journal_that_lacks_a_record_is_another_state() {
    settle();
    next(0, 0);
    settle();
    for (int i = 1; i < events.size(); i++) {
      List<Event> torn = new ArrayList<>(events);
      torn.remove(i);
      assertThat(Evolve.replay(units, torn)).as("without record %s", i).isNotEqualTo(core.state());
    }
  }

  private void next(int what, int how) {
    switch (what) {
      case 0, 1, 2 -> end(how);
      case 3 -> sample(how);
      case 4 -> wake(how);
      case 5 -> people(how);
      case 6 -> operator(how % 8);
      default -> {
        if (how % 4 == 0) {
          resume();
        }
      }
    }
  }

  private void end(int how) {
    if (calls.isEmpty()) {
      return;
    }
    Attempt attempt = calls.remove(how % calls.size());
    Attempt.Result result =
        switch (how / 4 % 4) {
          case 1 -> new Attempt.Result.Threw(new IllegalStateException("no"));
          case 2 -> new Attempt.Result.Threw(new OutcomeUnknownException("lost"));
          case 3 ->
              attempt.work() == dev.sallyport.journal.Work.PROBE
                  ? new Attempt.Result.Absent()
                  : attempt.made(null);
          default -> attempt.made(null);
        };
    core.ended(now, attempt, result);
  }

  private void sample(int how) {
    if (!samples.isEmpty()) {
      Verdict verdict =
          how % 3 == 0
              ? Verdict.fail("bad", "bad", World.evidence())
              : Verdict.pass("good", World.evidence());
      core.sampled(now, samples.remove(0), verdict, null);
    }
  }

  private void wake(int how) {
    now = now.plusSeconds(how % 3 * 30L + 5);
    for (int unit = 0; unit < units.count; unit++) {
      core.wake(now, unit);
    }
  }

  private void people(int how) {
    List<Waiting> waiting = core.waiting();
    if (waiting.isEmpty()) {
      return;
    }
    Waiting one = waiting.get(how % waiting.size());
    if (one instanceof Waiting.ForAnswer asked) {
      List<Choice> choices = asked.question().choices();
      core.answer(now, one.path(), choices.get(how / 4 % choices.size()), "ann", "so");
    } else if (one instanceof Waiting.ForProceed) {
      core.proceed(now, "ann");
    } else {
      core.vote(now, one.path(), "bob", "lead", how % 4 != 0, "");
    }
  }

  private void operator(int verb) {
    try {
      switch (verb) {
        case 0 -> core.abort(now, "ann", "");
        case 1 -> core.stop(now, "ann", "");
        case 2, 3 -> core.pause(now, "ann", "");
        case 4 -> core.trip(now, "errors", "ann", "");
        default -> core.proceed(now, "ann");
      }
    } catch (IllegalStateException refused) {
      assertThat(refused).hasMessageMatching("(?s)The (run|watch 'errors') is .*");
    }
  }

  private void resume() {
    settle();
    calls.clear();
    samples.clear();
    core = RunCore.resume(plan, "run", "ann", now, events, 0, CLOCK, () -> 0.5);
  }

  private void settle() {
    core.decide();
    events.addAll(core.takeEvents());
    for (Order order : core.takeOrders()) {
      if (order instanceof Order.Call call) {
        calls.add(call.attempt());
      } else if (order instanceof Order.TakeSample sample) {
        samples.add(sample);
      }
    }
  }
}
