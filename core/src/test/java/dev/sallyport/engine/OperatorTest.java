package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The three verbs: pause, abort with rollback, stop here. */
@Timeout(240)
class OperatorTest {
  private final World world = new World();
  private final CountDownLatch letGo = new CountDownLatch(1);

  private Step<Void> waits(String name) {
    return step(name)
        .run(
            context -> {
              world.marks.add("+" + name);
              letGo.await();
            })
        .onRollback((context, made) -> world.marks.add("-" + name));
  }

  private Run start(Engine engine) throws InterruptedException {
    Run run = engine.start(World.of(phase("A").step(waits("a"), world.effect("b"))));
    World.await(run, event -> event instanceof Event.AttemptStarted);
    return run;
  }

  @Test
  void aPauseStartsNothingNewUntilTheRunGoesOn() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = start(engine);
      run.pause("ann", "lunch");
      letGo.countDown();
      World.await(run, event -> event instanceof Event.AttemptSucceeded);
      assertThat(run.await(Duration.ofMillis(50))).isEmpty();
      assertThat(world.marks).containsExactly("+a");
      assertThatThrownBy(() -> run.pause("ann", "again")).hasMessage("The run is paused already.");
      run.proceed("ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void aStopLetsEndWhatIsUnderWayAndLeavesEverything() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = start(engine);
      run.stop("ann", "the window closes");
      assertThat(run.await(Duration.ofMillis(50))).isEmpty();
      letGo.countDown();
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
      assertThat(world.marks).containsExactly("+a");
      assertThat(World.events(run, Event.RunEnded.class).get(0).reason())
          .isEqualTo("the window closes");
    }
  }

  @Test
  void anAbortInterruptsAndLooksForWhatWasUnderWay() throws Exception {
    Step<Void> probed =
        waits("a")
            .probe(
                context ->
                    world.marks.contains("+a")
                        ? dev.sallyport.plan.Probed.done()
                        : dev.sallyport.plan.Probed.notDone());
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(probed, world.effect("b"))));
      World.await(run, event -> event instanceof Event.AttemptStarted);
      while (world.marks.isEmpty()) {
        Thread.sleep(2);
      }
      run.abort("ann", "wrong version");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "-a");
      Event.RollbackStarted back = World.events(run, Event.RollbackStarted.class).get(0);
      assertThat(back.trigger()).isEqualTo(Trigger.OPERATOR);
      assertThat(back.by()).isEqualTo("ann");
    }
  }

  @Test
  void aListenerThatThrowsOrSpeaksChangesNothing() throws Exception {
    letGo.countDown();
    EngineOptions options =
        EngineOptions.defaults()
            .listener(
                (run, event) -> {
                  run.pause("listener", "from within");
                });
    try (Engine engine = Engine.of(options)) {
      Run run = engine.start(World.of(phase("A").step(world.effect("a"))));
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(World.events(run, Event.Paused.class)).isEmpty();
    }
  }
}
