package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimulationOfBaselinesTest {
  private final AtomicInteger latency = new AtomicInteger(100);
  private final Step<Integer> baseline =
      step("baseline", Integer.class).run(context -> latency.get()).readOnly();

  private Check atMostAFifthAbove(int before) {
    return Check.of(
        "p95",
        context -> {
          Evidence seen = Evidence.of("p95", context.startedAt()).and("", "p95", latency.get());
          return latency.get() <= before * 1.2
              ? Verdict.pass(latency + " ms", seen)
              : Verdict.fail("degraded", latency + " ms, was " + before + " ms", seen);
        });
  }

  private Plan shop(int after) {
    Phase before = phase("Before").step(baseline);
    Phase live =
        phase("Live")
            .step(
                step("switch")
                    .run(context -> latency.set(after))
                    .onRollback((context, made) -> latency.set(100)))
            .gate(gate("ok", baseline, this::atMostAFifthAbove).within(Duration.ofMinutes(1)));
    return plan("shop", 1)
        .phases(before, live)
        .watches(
            watch("degradation", baseline, this::atMostAFifthAbove)
                .over(live)
                .onTrip(OnFailure.ASK))
        .build();
  }

  private static SimulatedRun run(Plan plan) {
    return Simulation.of(plan).everythingElseRunsForReal().run();
  }

  @Test
  void a_limit_relative_to_a_baseline_survives_a_restart() {
    assertThat(run(shop(119)).outcome()).isEqualTo(Outcome.SUCCEEDED);
    SimulatedRun again =
        Simulation.of(shop(119))
            .engineDiesAfter(Moment.done("Before/baseline"))
            .everythingElseRunsForReal()
            .run();
    assertThat(again.outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void degradation_above_a_fifth_asks_a_person_and_fails_the_gate() {
    SimulatedRun run = run(shop(121));
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    Plan watched =
        plan("shop", 1)
            .phases(
                phase("Before").step(baseline),
                phase("Live").step(step("switch").run(c -> latency.set(150)).irreversible("x")))
            .watches(
                watch("degradation", baseline, this::atMostAFifthAbove)
                    .over(phase("Live"))
                    .onTrip(OnFailure.ASK))
            .build();
    latency.set(100);
    assertThat(run(watched).waiting())
        .singleElement()
        .isInstanceOfSatisfying(
            Waiting.ForAnswer.class,
            asked ->
                assertThat(asked.question().text())
                    .startsWith("The watch 'degradation' tripped: 150 ms, was 100 ms."));
  }

  @Test
  void what_a_check_is_made_of_is_placed_before_it() {
    assertThatThrownBy(
            () ->
                plan("shop", 1)
                    .phases(
                        phase("Live")
                            .gate(
                                gate("ok", baseline, this::atMostAFifthAbove)
                                    .within(Duration.ofMinutes(1)))
                            .step(baseline))
                    .build())
        .hasMessageContaining(
            "the check of 'Live/ok' is made of the output of 'baseline', which need not have ended"
                + " when it is reached. Place that step before it.");
  }
}
