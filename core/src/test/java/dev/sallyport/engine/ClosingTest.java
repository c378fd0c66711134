package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.plan.Plan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {
  private final World world = new World();
  private final Plan waits =
      World.of(
          phase("A")
              .step(world.effect("a"))
              .gate(approval("go", "qa").within(Duration.ofHours(1))));

  /** Who has just been told that the run was given up may close once more at that moment. */
  @Test
  void closingAgainDoesNothing() throws Exception {
    for (int i = 0; i < 300; i++) {
      Engine engine = Engine.inMemory();
      World.asked(engine.start(waits));
      engine.close();
      engine.close();
    }
  }

  @Test
  void whoeverSpeaksToARunOfAClosedEngineIsTold() throws Exception {
    Engine engine = Engine.inMemory();
    Run run = engine.start(waits);
    World.asked(run);
    engine.close();
    assertThatThrownBy(() -> run.approve("A/go", "bob", "qa", ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The run is no longer with this engine.");
    assertThatThrownBy(run::await)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("was given up before its end, because its engine was closed.");
    assertThatThrownBy(() -> engine.start(waits))
        .isInstanceOf(EngineException.class)
        .hasMessage("The engine is closed. Make a new one.");
  }
}
