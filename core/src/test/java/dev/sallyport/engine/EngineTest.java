package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class EngineTest {
  private static final Input<String> VERSION = input("version", String.class);

  private final List<String> world = new CopyOnWriteArrayList<>();

  private Step<Void> effect(String name) {
    return step(name)
        .run(context -> world.add("+" + name))
        .onRollback((context, made) -> world.add("-" + name));
  }

  private Step<Void> failing(String name) {
    return step(name)
        .run(
            context -> {
              throw new IllegalStateException("no " + name);
            })
        .irreversible("it fails");
  }

  private static Outcome run(Plan plan) throws InterruptedException {
    try (Engine engine = Engine.inMemory()) {
      return engine.start(plan).await();
    }
  }

  @Test
  void outputsReachTheStepsThatUseThem() throws Exception {
    Step<Integer> length =
        step("length", Integer.class).using(VERSION).run((c, v) -> v.length()).readOnly();
    Step<Void> note =
        step("note").using(length, VERSION).run((c, l, v) -> world.add(v + l)).irreversible("log");
    Plan plan =
        plan("p", 1).inputs(VERSION).phases(phase("A").step(length), phase("B").step(note)).build();
    assertThat(run(plan.with(VERSION, "abc"))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(world).containsExactly("abc3");
  }

  @Test
  void aFailureWalksBackInReverseOrder() throws Exception {
    Plan plan =
        plan("p", 1)
            .phases(
                phase("A").step(effect("a"), effect("b")).onRollback(c -> world.add("-A")),
                phase("B").parallel(effect("c"), effect("d")),
                phase("C").step(failing("boom")))
            .build();
    assertThat(run(plan)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.subList(0, 2)).containsExactly("+a", "+b");
    assertThat(world.subList(2, 4)).containsExactlyInAnyOrder("+c", "+d");
    assertThat(world.subList(4, 6)).containsExactlyInAnyOrder("-c", "-d");
    assertThat(world.subList(6, 9)).containsExactly("-b", "-a", "-A");
  }

  @Test
  void aFailedUndoBlocksWhatLiesBeneathAndIsNamed() throws Exception {
    Step<Void> stubborn =
        step("stubborn")
            .run(c -> world.add("+s"))
            .onRollback(
                (c, made) -> {
                  throw new IllegalStateException("will not");
                });
    Plan plan =
        plan("p", 1)
            .phases(phase("A").step(effect("a"), stubborn, effect("b"), failing("boom")))
            .build();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan);
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      assertThat(world).containsExactly("+a", "+s", "+b", "-b");
      Event.RunEnded end = (Event.RunEnded) run.events().get(run.events().size() - 1);
      assertThat(end.leftovers()).extracting("path").containsExactly("A/a", "A/stubborn");
    }
  }

  @Test
  void retriesUntilItWorks() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Step<Void> flaky =
        step("flaky")
            .run(
                c -> {
                  if (calls.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                })
            .irreversible("counts")
            .retry(Retry.every(Duration.ofMillis(5)));
    assertThat(run(plan("p", 1).phases(phase("A").step(flaky)).build()))
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(calls).hasValue(3);
  }

  @Test
  void aStepThatTakesTooLongIsInterruptedAndLookedFor() throws Exception {
    Step<Void> slow =
        step("slow")
            .run(c -> Thread.sleep(60_000))
            .onRollback((c, made) -> world.add("-slow"))
            .probe(c -> dev.sallyport.plan.Probed.done())
            .timeout(Duration.ofMillis(50));
    Plan plan = plan("p", 1).phases(phase("A").step(slow)).build();
    assertThat(run(plan)).isEqualTo(Outcome.SUCCEEDED);
    assertThat(world).isEmpty();
  }

  @Test
  void aGateOpensWhenItsCheckPasses() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check third =
        Check.of(
            "third",
            c -> {
              Evidence evidence = Evidence.of("how many", c.startedAt());
              return asked.incrementAndGet() < 3
                  ? Verdict.pending("early", "too early", evidence)
                  : Verdict.pass("there", evidence);
            });
    Plan plan =
        plan("p", 1)
            .phases(
                phase("A")
                    .gate(
                        gate("g", third).every(Duration.ofMillis(10)).within(Duration.ofSeconds(5)))
                    .step(effect("a")))
            .build();
    assertThat(run(plan)).isEqualTo(Outcome.SUCCEEDED);
    assertThat(asked).hasValue(3);
  }

  @Test
  void anOperatorAborts() throws Exception {
    Step<Void> slow =
        step("slow").run(c -> Thread.sleep(60_000)).readOnly().timeout(Duration.ofMinutes(2));
    Plan plan = plan("p", 1).phases(phase("A").step(effect("a"), slow)).build();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan);
      while (world.isEmpty()) {
        Thread.sleep(5);
      }
      run.abort("me", "enough");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world).containsExactly("+a", "-a");
    }
  }

  @Test
  void aClosedEngineLeavesARunThatCanBeResumed() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Step<Void> once =
        step("once")
            .run(
                c -> {
                  if (calls.incrementAndGet() == 1) {
                    Thread.sleep(60_000);
                  }
                })
            .irreversible("x")
            .idempotent();
    Plan plan = plan("p", 1).phases(phase("A").step(effect("a"), once, effect("b"))).build();
    EngineOptions options = EngineOptions.defaults().closeTimeout(Duration.ofMillis(50));
    String id;
    try (Engine engine = Engine.of(options)) {
      Run run = engine.start(plan);
      id = run.id();
      while (calls.get() == 0) {
        Thread.sleep(5);
      }
    }
    try (Engine engine = Engine.of(options)) {
      assertThat(engine.resume(id, plan, "me").await()).isEqualTo(Outcome.SUCCEEDED);
    }
    assertThat(world).containsExactly("+a", "+b");
  }

  /** A plain failure claims that there was no effect; with a probe the claim is looked up. */
  @Test
  void aProbedStepIsLookedUpBeforeItIsTriedAgain() throws Exception {
    Step<Void> liar =
        step("liar")
            .run(
                context -> {
                  world.add("+liar");
                  throw new IllegalStateException("the reply was lost");
                })
            .probe(context -> world.contains("+liar") ? Probed.done() : Probed.notDone())
            .irreversible("it counts")
            .retry(Retry.every(Duration.ofMillis(1)).attempts(3));
    assertThat(run(plan("p", 1).phases(phase("A").step(liar)).build()))
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(world).containsExactly("+liar");
  }
}
