package dev.sallyport.field;

import static dev.sallyport.field.Trial.pass;
import static dev.sallyport.field.Trial.pending;
import static dev.sallyport.field.World.failing;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How rollbacks of others do harm, do nothing, or hide that they failed. */
@Timeout(60)
class RollbackPainsTest {
  private final World world = new World();

  private static Step<Void> stubborn(String name) {
    return step(name)
        .run(context -> {})
        .onRollback(
            (context, made) -> {
              throw new IllegalStateException("locked");
            });
  }

  @Test
  @DisplayName(
      "capistrano #1885: the release before is reverted though nothing was deployed; here"
          + " what did not happen is not undone")
  void nothingDoneNothingUndone() throws Exception {
    List<Event> events =
        World.run(World.of(phase("A").step(failing("build"), world.effect("deploy"))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).isEmpty();
    assertThat(Report.of(events).text())
        .contains("Nothing: there was nothing to undo, or nothing could be undone.");
  }

  @Test
  @DisplayName(
      "armory #369: undo reverts even if this run deployed nothing; here a phase is rolled"
          + " back only if one of its steps may have had an effect")
  void anUntouchedPhaseIsLeftAlone() throws Exception {
    Phase looked =
        phase("Looked")
            .step(step("look").run(context -> {}).readOnly())
            .onRollback(context -> world.marks.add("revert Looked"));
    Phase acted =
        phase("Acted")
            .step(world.effect("a"), failing("b"))
            .onRollback(context -> world.marks.add("revert Acted"));
    Phase never =
        phase("Never")
            .step(world.effect("c"))
            .onRollback(context -> world.marks.add("revert Never"));
    World.run(World.of(looked, acted, never));
    assertThat(world.marks).containsExactly("+a", "-a", "revert Acted");
  }

  @Test
  @DisplayName(
      "CT #177: rollbacks are one list in declared order, all or none; here they are tied to"
          + " what ran, backwards")
  void undoIsTheWayBack() throws Exception {
    World.run(
        World.of(
            phase("A").step(world.effect("schema"), world.effect("app")),
            phase("B").step(world.effect("traffic"), failing("smoke"), world.effect("mail"))));
    assertThat(world.marks)
        .containsExactly("+schema", "+app", "+traffic", "-traffic", "-app", "-schema");
  }

  @Test
  @DisplayName(
      "AR #2088: services are rolled out each on its own; here one that fails takes all of"
          + " the release back, side by side where they are independent")
  void servicesGoBackTogether() throws Exception {
    Phase schema = phase("Schema").step(world.effect("schema"));
    Phase shop = phase("Shop").step(world.effect("shop")).after(schema);
    Phase cart = phase("Cart").step(world.effect("cart")).after(schema);
    Phase live = phase("Live").step(failing("smoke")).after(shop, cart);
    World.run(World.of(schema, shop, cart, live));
    assertThat(world.marks).startsWith("+schema").endsWith("-schema").hasSize(6);
    assertThat(world.marks.subList(3, 5)).containsExactlyInAnyOrder("-shop", "-cart");
  }

  @Test
  @DisplayName(
      "helm #5825: the undo runs from the old image, which lacks the migration; here it is"
          + " given what the step made, also by the next engine")
  void undoIsGivenWhatWasMade() throws Exception {
    Step<String> migrate =
        step("migrate", String.class)
            .run(context -> "tool of version 2")
            .onRollback((context, tool) -> world.marks.add("down with " + tool));
    Plan plan = World.of(phase("A").step(migrate, failing("b")));
    List<Event> events = World.run(plan);
    try (Engine engine =
        Engine.of(World.killedBehind(events, event -> World.started(event, "A/b")))) {
      assertThat(engine.resume("run", plan, "ann").await()).isEqualTo(Outcome.ROLLED_BACK);
    }
    assertThat(world.marks)
        .containsExactly("down with tool of version 2", "down with tool of version 2");
  }

  @Test
  @DisplayName(
      "AR #3372: traffic goes back to a version that is not scaled up; here the undo behind"
          + " it waits until one is verified")
  void anUndoIsVerifiedBeforeTheNext() throws Exception {
    AtomicInteger looked = new AtomicInteger();
    Check ready =
        Check.of(
            "old version ready",
            context -> {
              world.marks.add("look");
              return looked.incrementAndGet() < 3 ? pending() : pass();
            });
    Step<Void> scaleDown =
        step("scale-down")
            .run(context -> world.marks.add("old scaled down"))
            .onRollback(
                (context, made) -> world.marks.add("old scaled up"),
                UndoPolicy.undo()
                    .verifiedBy(
                        gate("ready", ready)
                            .every(Duration.ofMillis(5))
                            .within(Duration.ofSeconds(30))));
    List<Event> events =
        World.run(World.of(phase("A").step(world.effect("traffic"), scaleDown, failing("b"))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks)
        .containsExactly(
            "+traffic", "old scaled down", "old scaled up", "look", "look", "look", "-traffic");
  }

  @Test
  @DisplayName(
      "CTL #94: the rollback failed and the run is \"successful\"; here the outcome is partial"
          + " and what is left over is named")
  void aFailedUndoIsNamed() throws Exception {
    List<Event> events =
        World.run(
            World.of(
                phase("A")
                    .step(world.effect("a"), stubborn("s"), world.effect("c"), failing("b"))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(world.marks).as("a lies beneath s").containsExactly("+a", "+c", "-c");
    assertThat(Report.of(events).status())
        .startsWith("release 1: partly rolled back")
        .contains("its undo failed: java.lang.IllegalStateException: locked")
        .contains("its undo was not run, because one that comes before it failed")
        .contains("Take back by hand what is left over.");
  }

  @Test
  @DisplayName("AR #574: a rollback runs all analyses again; here no gate is asked on the way back")
  void aRollbackSkipsSoaks() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check counts =
        Check.of(
            "counts",
            context -> {
              asked.incrementAndGet();
              return pass();
            });
    World.run(
        World.of(
            phase("A")
                .step(world.effect("a"))
                .gate(gate("g", counts).within(Duration.ofMinutes(1)))
                .step(world.effect("b"), failing("c"))));
    assertThat(asked).hasValue(1);
    assertThat(world.marks).containsExactly("+a", "+b", "-b", "-a");
  }

  @Test
  @DisplayName(
      "OR #3329: a failed cleanup rolls back a good deployment; here it may only warn, and the"
          + " report says so")
  void aFailedCleanupOnlyWarns() throws Exception {
    List<Event> events =
        World.run(
            World.of(
                phase("A").step(world.effect("a")),
                phase("Cleanup").step(failing("tidy").onFailure(OnFailure.WARN))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(world.marks).containsExactly("+a");
    assertThat(Report.of(events).text())
        .contains("Passed over")
        .contains("Cleanup/tidy")
        .contains("Look at what was passed over.");
  }

  @Test
  @DisplayName(
      "ansible #36308: handlers are forgotten when any error is fatal; here a phase's"
          + " onRollback runs, once, and SP #6030: the run still counts as failed")
  void cleanupRunsAndTheRunStillFails() throws Exception {
    Step<Void> one = world.effect("one");
    Phase hosts =
        phase("Hosts")
            .parallel(one, world.effect("two"), failing("three").after(one))
            .onRollback(context -> world.marks.add("handler"));
    List<Event> events = World.run(World.of(hosts));
    assertThat(world.marks).contains("-one").endsWith("handler").containsOnlyOnce("handler");
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(World.end(events).reason()).contains("no three");
  }
}
