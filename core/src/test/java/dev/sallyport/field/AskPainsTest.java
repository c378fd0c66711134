package dev.sallyport.field;

import static dev.sallyport.field.Trial.fail;
import static dev.sallyport.field.Trial.pass;
import static dev.sallyport.field.Trial.script;
import static dev.sallyport.field.World.failing;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Step;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How others do not ask, or do not do what was answered. */
@Timeout(60)
class AskPainsTest {
  private final World world = new World();

  @Test
  @DisplayName(
      "AR #2866: a failed analysis can only abort; here a gate may ask, and is judged anew if"
          + " told to")
  void aFailedGateMayAsk() throws Exception {
    Gate gate =
        gate("errors", script(fail(), pass()))
            .within(Duration.ofMinutes(1))
            .onFailure(OnFailure.ASK);
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(
                  phase("A").step(world.effect("a")).gate(gate),
                  phase("B").step(world.effect("b"))));
      assertThat(World.question(run))
          .isEqualTo(
              "'A/errors' failed: it is broken. RETRY tries it again, ACCEPT goes on as if it had"
                  + " passed, ROLL_BACK walks back, STOP ends the run here.");
      assertThat(world.marks).containsExactly("+a");
      run.answer("A/errors", Choice.RETRY, "ann", "the alarm was false");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+b");
    }
  }

  @Test
  @DisplayName(
      "rundeck #126: what failed cannot be run again from there; here it can, and what was done"
          + " is not repeated")
  void goOnFromWhatFailed() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Step<Void> disk =
        step("disk")
            .run(
                context -> {
                  if (tries.incrementAndGet() == 1) {
                    throw new IllegalStateException("the disk is full");
                  }
                  world.marks.add("+disk");
                })
            .onRollback((context, made) -> world.marks.add("-disk"))
            .onFailure(OnFailure.ASK);
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(world.effect("a"), disk, world.effect("b"))));
      assertThat(World.question(run)).contains("the disk is full");
      run.answer("A/disk", Choice.RETRY, "ann", "made room");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+disk", "+b");
    }
  }

  @Test
  @DisplayName("OD #5208: the answer \"fail\" is retried; here the answer is what happens, once")
  void anAnswerIsObeyed() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(phase("A").step(world.effect("a"), failing("b").onFailure(OnFailure.ASK))));
      World.asked(run);
      run.answer("A/b", Choice.ROLL_BACK, "ann", "hopeless");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.all(run.events(), Event.AttemptFailed.class)).hasSize(1);
      assertThat(World.first(run.events(), Event.RollbackStarted.class).by()).isEqualTo("ann");
      assertThat(world.marks).containsExactly("+a", "-a");
    }
  }

  @Test
  @DisplayName("OD #8719: a timeout bypasses the guidance; here it asks like any other failure")
  void aTimeoutAsksToo() throws Exception {
    Step<Void> slow =
        step("slow")
            .run(context -> Thread.sleep(60_000))
            .onRollback((context, made) -> world.marks.add("-slow"))
            .probe(context -> Probed.notDone())
            .timeout(Duration.ofMillis(40))
            .onFailure(OnFailure.ASK);
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(world.effect("a"), slow)));
      assertThat(World.question(run))
          .startsWith("'A/slow' failed: its time of 40 ms ran out and it was interrupted");
      assertThat(world.marks).containsExactly("+a");
      run.answer("A/slow", Choice.STOP, "ann", "");
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
      assertThat(world.marks).containsExactly("+a");
    }
  }

  @Test
  @DisplayName(
      "FL #1898: after promotion, the rollback goes to the broken copy and deletes the only"
          + " healthy one; here a person is asked behind a point of no return")
  void behindThePointAPersonDecides() throws Exception {
    Phase promote =
        phase("Promote")
            .step(world.effect("traffic"))
            .pointOfNoReturn("the old copy is gone")
            .step(step("delete-old").run(c -> world.marks.add("+delete")).irreversible("deleted"));
    Phase after =
        phase("After").gate(gate("healthy", script(fail())).within(Duration.ofMinutes(1)));
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(promote, after));
      assertThat(World.question(run))
          .isEqualTo(
              "'After/healthy' failed: it is broken. The run is past"
                  + " 'Promote/point-of-no-return', behind which nothing is rolled back on its own."
                  + " RETRY tries it again, ACCEPT goes on as if it had passed, ROLL_BACK walks"
                  + " back, STOP ends the run here.");
      assertThat(world.marks).containsExactly("+traffic", "+delete");
      run.answer("After/healthy", Choice.STOP, "ann", "repaired by hand");
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
      assertThat(world.marks).containsExactly("+traffic", "+delete");
    }
  }

  @Test
  @DisplayName("FL #1186: a failed migration must freeze, not roll back; here the plan may say so")
  void aFailureMayFreeze() throws Exception {
    List<Event> events =
        World.run(
            World.of(
                phase("A")
                    .step(
                        world.effect("a"),
                        failing("migrate").onFailure(OnFailure.STOP),
                        world.effect("b"))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(world.marks).containsExactly("+a");
    assertThat(Report.of(events).next()).startsWith("Everything was left as it is");
  }
}
