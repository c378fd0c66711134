package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class LapsedApprovalTest {
  private final World world = new World();
  private final Journals journals = Journals.inMemory();

  /** A run waits in 'Go/late' for a vote, behind 'Go/early', which was given. */
  private Plan shop(int version, Step<?> last) {
    return plan("p", version)
        .resumesFrom(version == 1 ? new int[0] : new int[] {1})
        .phases(
            phase("Go")
                .gate(approval("early", "lead").and("ops").within(Duration.ofHours(1)))
                .step(world.effect("a"))
                .gate(approval("late", "qa").and("ops").within(Duration.ofHours(1)))
                .step(last))
        .build();
  }

  private void begin() throws InterruptedException {
    try (Engine engine = Engine.of(journals)) {
      Run run = engine.start(shop(1, world.effect("b")), "run", "ann");
      World.asked(run);
      run.approve("Go/early", "bob", "lead", "");
      run.approve("Go/early", "cid", "ops", "");
      while (World.events(run, Event.GateReached.class).size() < 2) {
        run.await(Duration.ofMillis(5));
      }
      run.approve("Go/late", "dee", "qa", "");
    }
  }

  @Test
  void a_changed_plan_is_approved_again_before_anything_new_starts() throws Exception {
    begin();
    try (Engine engine = Engine.of(journals)) {
      Run run = engine.resume("run", shop(2, world.effect("other")), "ann");
      assertThat(run.waiting())
          .extracting(Waiting::path, w -> ((Waiting.ForVotes) w).remarks())
          .containsExactly(
              tuple(
                  "Go/early",
                  List.of(
                      "what bob (lead), cid (ops) said lapsed, because the plan changed from"
                          + " version 1 to 2")),
              tuple(
                  "Go/late",
                  List.of(
                      "what dee (qa) said lapsed, because the plan changed from version 1 to 2")));
      run.approve("Go/late", "dee", "qa", "");
      run.approve("Go/late", "cid", "ops", "");
      assertThat(run.await(Duration.ofMillis(100))).isEmpty();
      assertThat(world.marks).containsExactly("+a");
      run.approve("Go/early", "bob", "lead", "");
      run.approve("Go/early", "cid", "ops", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+other");
    }
  }

  @Test
  void a_lapsed_approval_can_be_rejected() throws Exception {
    begin();
    try (Engine engine = Engine.of(journals)) {
      Run run = engine.resume("run", shop(2, world.effect("other")), "ann");
      run.reject("Go/early", "bob", "lead", "not this one");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "-a");
    }
  }

  @Test
  void the_same_plan_keeps_what_was_said() throws Exception {
    begin();
    try (Engine engine = Engine.of(journals)) {
      Run run = engine.resume("run", shop(1, world.effect("b")), "ann");
      run.approve("Go/late", "cid", "ops", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void accepting_something_as_it_is_takes_a_reason() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(phase("A").step(World.failing("x").onFailure(OnFailure.ASK))), "r", "ann");
      World.asked(run);
      assertThatThrownBy(() -> run.answer("A/x", Choice.ACCEPT, "bob", " "))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("To accept 'A/x' as it is takes a reason. Say why in the note.");
      run.answer("A/x", Choice.ACCEPT, "bob", "it was done by hand");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }
}
