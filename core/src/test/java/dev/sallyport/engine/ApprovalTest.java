package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Approval;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ApprovalTest {
  private final World world = new World();

  private Run start(Engine engine, Approval approval) {
    return engine.start(
        World.of(phase("A").step(world.effect("a")).gate(approval).step(world.effect("b"))),
        "run",
        "ann");
  }

  private static Approval threeRoles() {
    return approval("go", "qa").and("ops", 2).within(Duration.ofHours(1)).notByInitiator();
  }

  @Test
  void opensWhenEveryRoleHasVotedInAnyOrder() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = start(engine, threeRoles());
      World.asked(run);
      run.approve("A/go", "bob", "ops", "");
      run.approve("A/go", "cid", "qa", "tests are green");
      Waiting.ForVotes waiting = (Waiting.ForVotes) run.waiting().get(0);
      assertThat(waiting.missing()).isEqualTo(Map.of("ops", 1));
      assertThat(waiting.roles()).containsExactly("ops");
      run.approve("A/go", "dee", "ops", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(World.events(run, Event.GateOpened.class).get(0).reason())
          .isEqualTo("approved by bob (ops), cid (qa), dee (ops)");
    }
  }

  @Test
  void aRejectionRollsBackAndIsToldApart() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = start(engine, threeRoles());
      World.asked(run);
      run.reject("A/go", "cid", "qa", "two tests are red");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      Event.RollbackStarted back = World.events(run, Event.RollbackStarted.class).get(0);
      assertThat(back.trigger()).isEqualTo(Trigger.REJECTED);
      assertThat(back.reason()).isEqualTo("rejected by cid (qa): two tests are red");
      assertThat(world.marks).containsExactly("+a", "-a");
    }
  }

  @Test
  void theDeadlineIsATriggerOfItsOwn() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = start(engine, approval("go", "qa").within(Duration.ofMillis(50)));
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      Event.RollbackStarted back = World.events(run, Event.RollbackStarted.class).get(0);
      assertThat(back.trigger()).isEqualTo(Trigger.APPROVAL_TIMED_OUT);
      assertThat(back.reason()).isEqualTo("not approved within 50 ms; missing: {qa=1}");
    }
  }

  @Test
  void votesThatMakeNoSenseAreRefusedWithTheReason() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = start(engine, threeRoles());
      World.asked(run);
      run.approve("A/go", "bob", "ops", "");
      refused(run, "A/go", "bob", "ops", "'bob' has voted for 'A/go' as 'ops' already.");
      refused(
          run,
          "A/go",
          "ann",
          "ops",
          "'ann' started the run and has no vote in 'A/go'. Let someone else vote.");
      refused(run, "A/go", "eve", "cto", "'A/go' asks no vote of the role 'cto'. It asks qa, ops.");
      refused(run, "A/a", "eve", "qa", "'A/a' is no approval, so it takes no votes.");
      refused(run, "A/x", "eve", "qa", "The plan has nothing named 'A/x'.");
      run.abort("eve", "enough");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      refused(run, "A/go", "eve", "qa", "The run is no longer with this engine.");
    }
  }

  private static void refused(Run run, String path, String who, String role, String text) {
    assertThatThrownBy(() -> run.approve(path, who, role, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(text);
  }
}
