package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An embedding tool's executor has no thread to spare. */
@Timeout(60)
class BusyExecutorTest {
  private final ExecutorService oneThread = Executors.newFixedThreadPool(1);
  private final CountDownLatch running = new CountDownLatch(1);

  @AfterEach
  void end() {
    oneThread.shutdownNow();
  }

  private Step<Void> hogs() {
    return step("hogs")
        .run(
            context -> {
              running.countDown();
              new CountDownLatch(1).await();
            })
        .readOnly();
  }

  private Engine engine() {
    return Engine.of(EngineOptions.defaults().executor(oneThread));
  }

  @Test
  void peopleAreHeardWhileEveryThreadIsTaken() throws Exception {
    try (Engine engine = engine()) {
      Run run = engine.start(World.of(phase("A").step(hogs())));
      running.await();
      assertThat(run.waiting()).isEmpty();
      run.abort("ann", "enough");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
    }
  }

  @Test
  void aTimeoutFiresWhileEveryThreadIsTaken() throws Exception {
    Plan plan = World.of(phase("A").step(hogs().timeout(Duration.ofMillis(50))));
    try (Engine engine = engine()) {
      Run run = engine.start(plan);
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.CancelRequested.class)).hasSize(1);
    }
  }

  @Test
  void anExecutorThatRefusesIsAFailureOfTheStep() throws Exception {
    EngineOptions refusing =
        EngineOptions.defaults()
            .executor(
                work -> {
                  throw new RejectedExecutionException("the pool is full");
                });
    try (Engine engine = Engine.of(refusing)) {
      Run run = engine.start(World.of(phase("A").step(hogs())));
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.AttemptFailed.class).get(0).failure().message())
          .isEqualTo("the pool is full");
    }
  }
}
