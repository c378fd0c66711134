package dev.sallyport.field;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Dsl;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How approvals of others open too easily, or confuse no, nobody and failure. */
@Timeout(60)
class ApprovalPainsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = new World();

  private Plan plan(Approval approval) {
    return World.of(phase("A").step(world.effect("a")).gate(approval).step(world.effect("b")));
  }

  @Test
  @DisplayName(
      "jenkins pipeline-input-step #14: the first answer opens; here every role must give its"
          + " votes, and the run says who is missing")
  void everyRoleMustVote() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Approval signOff = approval("go", "qa").and("pm").and("ops", 2).within(HOUR);
      Run run = engine.start(plan(signOff));
      World.asked(run);
      run.approve("A/go", "bob", "qa", "");
      run.approve("A/go", "cid", "pm", "");
      run.approve("A/go", "dee", "ops", "");
      assertThat(run.await(Duration.ofMillis(30))).isEmpty();
      assertThat(run.waiting())
          .singleElement()
          .isInstanceOfSatisfying(
              Waiting.ForVotes.class,
              votes -> assertThat(votes.missing()).isEqualTo(Map.of("ops", 1)));
      assertThat(world.marks).containsExactly("+a");
      run.approve("A/go", "eve", "ops", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  @DisplayName("bytebase #19172: approvers must come in a given order; here they come in any")
  void anyOrder() throws Exception {
    for (List<String> order : List.of(List.of("qa", "ops"), List.of("ops", "qa"))) {
      try (Engine engine = Engine.inMemory()) {
        Run run = engine.start(plan(approval("go", "qa").and("ops").within(HOUR)));
        World.asked(run);
        for (String role : order) {
          run.approve("A/go", "lead of " + role, role, "");
        }
        assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      }
    }
  }

  @Test
  @DisplayName(
      "SP #4792: duties are not separated; here whoever starts a run can be kept from "
          + "voting, and is told so")
  void theInitiatorMayNotVote() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(plan(approval("go", "qa").within(HOUR).notByInitiator()), "run", "ann");
      World.asked(run);
      assertThatThrownBy(() -> run.approve("A/go", "ann", "qa", ""))
          .hasMessage("'ann' started the run and has no vote in 'A/go'. Let someone else vote.");
      run.approve("A/go", "bob", "qa", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  @DisplayName(
      "kviklet #363: duties are not separated; here a count of votes is a count of " + "people")
  void onePersonIsOneVote() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan(approval("go", "ops").and("ops", 2).within(HOUR)));
      World.asked(run);
      run.approve("A/go", "bob", "ops", "");
      assertThatThrownBy(() -> run.approve("A/go", "bob", "ops", "really"))
          .hasMessage("'bob' has voted for 'A/go' as 'ops' already.");
      assertThat(run.await(Duration.ofMillis(20))).isEmpty();
      run.approve("A/go", "cid", "ops", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  @DisplayName(
      "OD #3824: a rejection looks like a failure, so rollback steps run; here it is told"
          + " apart, and the plan says what follows it")
  void aRejectionIsNoFailure() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Approval go = approval("go", "qa").within(HOUR).onFailure(OnFailure.STOP);
      Run run = engine.start(plan(go));
      World.asked(run);
      run.reject("A/go", "bob", "qa", "two tests are red");
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
      assertThat(world.marks).containsExactly("+a");
      assertThat(World.first(run.events(), Event.StopRequested.class).trigger())
          .isEqualTo(Trigger.REJECTED);
      assertThat(Report.of(run.events()).width(200).status())
          .contains("an approval was rejected (A/go): rejected by bob (qa): two tests are red");
    }
  }

  @Test
  @DisplayName(
      "awx #16528: timeout and rejection of an approval mean the same; here nobody is "
          + "not no, and the missing votes are named")
  void nobodyIsNotNo() throws Exception {
    List<Event> events =
        World.run(plan(approval("go", "qa").and("pm").within(Duration.ofMillis(40))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(World.first(events, Event.RollbackStarted.class).trigger())
        .isEqualTo(Trigger.APPROVAL_TIMED_OUT);
    assertThat(Report.of(events).width(200).status())
        .contains("nobody opened an approval in time (A/go): not approved within 40 ms; missing:")
        .contains("Make sure that somebody can open 'A/go' in time, then start a new run.");
  }

  @Test
  @DisplayName(
      "kestra #9319: a timeout of an approval is unreliable; here one that passes "
          + "without an engine is kept by the next")
  void aDeadlineSurvivesARestart() throws Exception {
    Plan plan = plan(approval("go", "qa").within(HOUR));
    Journals journals;
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, "run", "ann");
      World.asked(run);
      journals = World.killedBehind(run.events(), event -> event instanceof Event.GateReached);
    }
    Clock later = Clock.offset(Clock.systemUTC(), HOUR.plusMinutes(1));
    try (Engine engine = Engine.of(World.at(later, journals))) {
      Run run = engine.resume("run", plan, "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.first(run.events(), Event.GateFailed.class).reason())
          .isEqualTo("not approved within 1 h; missing: {qa=1}");
      assertThat(world.marks).containsExactly("+a", "-a");
    }
  }

  @Test
  @DisplayName(
      "devtron #5288: several roles cannot sign off; here every vote is a record with "
          + "who, as what, when and why")
  void everyVoteIsARecord() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan(approval("go", "qa").and("ops").within(HOUR)));
      World.asked(run);
      run.approve("A/go", "bob", "qa", "all tests are green");
      run.approve("A/go", "cid", "ops", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(Report.of(run.events()).width(200).text())
          .contains("bob (qa) approved: all tests are green")
          .contains("approved by bob (qa), cid (ops)");
    }
  }

  @Test
  @DisplayName(
      "§5.6: a vote outlives the plan it was given for; here it lapses when the run is resumed"
          + " with a changed plan")
  void aVoteLapsesWithItsPlan() throws Exception {
    Approval go = approval("go", "qa").and("ops").within(HOUR);
    Journals journals;
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan(go), "run", "ann");
      World.asked(run);
      run.approve("A/go", "bob", "qa", "");
      journals = World.killedBehind(run.events(), event -> event instanceof Event.Voted);
    }
    Plan changed =
        Dsl.plan("release", 2)
            .resumesFrom(1)
            .phases(
                phase("A").step(world.effect("a")).gate(go).step(world.effect("b")),
                phase("B").step(world.effect("drop-table")))
            .build();
    try (Engine engine = Engine.of(journals)) {
      Run run = engine.resume("run", changed, "ann");
      World.asked(run);
      run.approve("A/go", "cid", "ops", "");
      assertThat(run.await(Duration.ofMillis(30))).isEmpty();
      run.approve("A/go", "bob", "qa", "seen version 2");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(World.first(run.events(), Event.GateOpened.class).reason())
          .isEqualTo("approved by cid (ops), bob (qa)");
    }
  }
}
