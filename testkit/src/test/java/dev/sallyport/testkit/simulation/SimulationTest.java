package dev.sallyport.testkit.simulation;

import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.testkit.ShopPlan;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A plan runs as its script says, and nothing of it is called unless the script says so. */
class SimulationTest {
  private static final URI GREEN = URI.create("http://green");

  private final ShopPlan shop = new ShopPlan();
  private final Simulation bound =
      Simulation.of(shop.plan).with(ShopPlan.VERSION, "42").with(ShopPlan.TOKEN, "hush");
  private final Simulation fine = bound.everythingElseSucceeds();

  @Test
  void everythingElseSucceedsAndNothingIsCalled() {
    assertThat(fine.run())
        .succeeded()
        .ranInOrder("Deploy/start", "Deploy/warm", "Live/go", "Live/switch", "Live/p95")
        .undidNothing()
        .askedNothing()
        .wasApprovedBy("Live/go", "lead")
        .took(ofSeconds(63));
    assertThat(shop.called).isEmpty();
  }

  @Test
  void whatIsWrittenIsWhatHappens() {
    SimulatedRun run =
        bound
            .step("Deploy/start")
            .takes(ofMinutes(2))
            .returns(GREEN)
            .step("Deploy/warm")
            .fails(2, new IOException("refused"))
            .approval("Live/go")
            .after(ofMinutes(7))
            .approvedBy("ann")
            .step("Live/switch")
            .succeeds()
            .gate("Live/p95")
            .waits("warming up")
            .from(ofMinutes(3))
            .passes()
            .run();
    assertThat(run)
        .succeeded()
        .attempts("Deploy/warm", 3)
        .wasApprovedBy("Live/go", "ann")
        .gate("Live/go")
        .openedAfter(ofMinutes(7))
        .and()
        .gate("Live/p95")
        .openedAfter(ofMinutes(3))
        .tookSamples(19)
        .sawLast("pass: as scripted")
        .hasEvidence("script of p95 latency");
    assertThat(run.events(Event.AttemptSucceeded.class).get(0).output().json())
        .isEqualTo("\"http://green\"");
  }

  @Test
  void aFailedGateWalksBackWhatTheScriptSaysWasDone() {
    assertThat(fine.gate("Live/p95").fails("900 ms").run())
        .rolledBack()
        .undid("Live/switch", "Deploy/start", "Deploy/@rollback")
        .turnedBy(Trigger.GATE_FAILED)
        .turnedAt("Live/p95")
        .turnedBecause("900 ms");
  }

  @Test
  void aCheckIsScriptedByItsName() {
    assertThat(fine.check("p95 latency").from(ofSeconds(20)).passes().run())
        .succeeded()
        .gate("Live/p95")
        .openedAfter(ofSeconds(20))
        .tookSamples(3);
  }

  @Test
  void aGateWithoutAnAnswerFailsByItsTime() {
    assertThat(fine.gate("Live/p95").noData("no series").run())
        .gate("Live/p95")
        .failedAfter(ofMinutes(10))
        .sawLast("inconclusive: no series");
    assertThat(fine.gate("Live/p95").hangs().run())
        .gate("Live/p95")
        .failed()
        .sawLast("gave no answer within 30 s");
    assertThat(fine.gate("Live/p95").cannotRead("refused").from(ofMinutes(1)).passes().run())
        .gate("Live/p95")
        .openedAfter(ofMinutes(1));
    Verdict own = Verdict.pass("80 ms", Evidence.of("GET /p95", SimulatedDriver.START));
    assertThat(fine.gate("Live/p95").says(own).run()).gate("Live/p95").hasEvidence("GET /p95");
  }

  @Test
  void aFailedUndoLeavesSomethingOver() {
    assertThat(
            fine.gate("Live/p95")
                .fails("900 ms")
                .undo("Deploy/start")
                .fails(new IOException("no route"))
                .run())
        .isPartialWith("Deploy/start", "Deploy/@rollback")
        .undid("Live/switch")
        .undoAttempts("Deploy/start", 1);
    assertThat(
            fine.gate("Live/p95").fails("900 ms").undo("Deploy").fails(new IOException("x")).run())
        .isPartialWith("Deploy/@rollback");
  }

  @Test
  void aLostReplyIsLookedUp() {
    assertThat(fine.step("Deploy/start").losesItsReply().returns(GREEN).run())
        .succeeded()
        .attempts("Deploy/start", 1);
    assertThat(fine.step("Deploy/start").losesItsReply().probe("Deploy/start").findsNothing().run())
        .rolledBack()
        .undidNothing();
    assertThat(
            fine.step("Deploy/start")
                .losesItsReply()
                .probe("Deploy/start")
                .cannotTell("two of them")
                .run())
        .waitsFor("Deploy/start")
        .asked("Deploy/start");
    assertThat(fine.probe("Deploy/start").finds(GREEN).step("Deploy/start").losesItsReply().run())
        .succeeded();
  }

  @Test
  void peopleAnswerInTurn() {
    assertThat(
            fine.step("Live/switch").losesItsReply().whenAsked("Live/switch", Choice.ACCEPT).run())
        .succeeded()
        .asked("Live/switch");
    assertThat(fine.step("Live/switch").losesItsReply().run()).waitsFor("Live/switch");
    assertThatThrownBy(
            () ->
                fine.step("Live/switch")
                    .losesItsReply()
                    .whenAsked("Live/switch", Choice.LEAVE)
                    .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The answer LEAVE about 'Live/switch' was refused by the run: The question about"
                + " 'Live/switch' cannot be answered with LEAVE, but with one of [RETRY, ACCEPT,"
                + " ROLL_BACK, STOP]. Change the script, or the plan.");
  }

  @Test
  void whatHangsIsInterruptedAndWhatCannotBeIsAskedAbout() {
    assertThat(fine.step("Deploy/start").hangs().run())
        .rolledBack()
        .turnedBy(Trigger.STEP_TIMED_OUT);
    assertThat(fine.step("Deploy/start").ignoresInterrupts().hangs().run())
        .waitsFor("Deploy/start");
    assertThat(fine.step("Deploy/start").ignoresInterrupts().takes(ofMinutes(6)).run())
        .asked("Deploy/start");
    assertThat(fine.undo("Live/switch").hangsOnce().gate("Live/p95").fails("x").run())
        .ran("Live/switch");
  }

  @Test
  void approvalsAreRejectedOrNobodyComes() {
    assertThat(fine.approval("Live/go").rejectedBy("bob", "not today").run())
        .rolledBack()
        .wasRejectedBy("Live/go", "bob")
        .turnedBy(Trigger.REJECTED)
        .gate("Live/go")
        .failed()
        .because("not today");
    assertThat(fine.approval("Live/go").nobodyComes().run())
        .rolledBack()
        .turnedBy(Trigger.APPROVAL_TIMED_OUT)
        .didNotRun("Live/switch")
        .tookAtMost(ofHours(2));
    assertThatThrownBy(() -> fine.approval("Live/go").approvedBy("ann", "cook").run())
        .hasMessageContaining(
            "- 'Live/go' cannot have the vote of 'ann' as 'cook'. It asks the roles: lead.");
  }

  @Test
  void theEngineDiesAndAnotherGoesOn() {
    SimulatedRun lost = fine.engineDiesBefore(Moment.done("Deploy/start")).run();
    assertThat(lost.crashes()).isEqualTo(1);
    assertThat(lost).succeeded().attempts("Deploy/start", 1);
    assertThat(fine.engineDiesAfter(Moment.started("Deploy/start")).run())
        .succeeded()
        .attempts("Deploy/start", 2);
    assertThat(fine.engineDiesAfter(Moment.reached("Live/go")).run())
        .succeeded()
        .wasApprovedBy("Live/go", "lead");
    assertThat(
            fine.step("Deploy/start")
                .takes(ofMinutes(3))
                .goesOnWithoutTheEngine()
                .engineDiesAfter(Moment.at(ofMinutes(1)))
                .run())
        .attempts("Deploy/start", 1);
  }

  @Test
  void theOperatorHasThreeVerbs() {
    assertThat(
            fine.operatorAborts(Moment.reached("Live/p95"), "ann", "enough")
                .gate("Live/p95")
                .waits("x")
                .run())
        .rolledBack()
        .turnedBy(Trigger.OPERATOR)
        .turnedBecause("enough");
    assertThat(fine.operatorStops(Moment.at(ofSeconds(30)), "ann", "lunch").run())
        .stopped()
        .took(ofSeconds(30))
        .didNotRun("Live/switch");
    assertThat(fine.operatorPauses(Moment.done("Deploy/start"), ofHours(2), "ann", "lunch").run())
        .succeeded()
        .took(ofHours(2).plusSeconds(62));
    assertThatThrownBy(
            () ->
                fine.operatorAborts(Moment.undoStarted("Live/switch"), "ann", "again")
                    .gate("Live/p95")
                    .fails("x")
                    .run())
        .hasMessage(
            "The operator's abort (undo started 'Live/switch') was refused by the run: The run is"
                + " walking back already. Change the script, or the plan.");
  }

  @Test
  void thePlansOwnCodeIsCalledWhereTheScriptSaysSo() {
    assertThat(bound.everythingElseRunsForReal().approval("Live/go").approvedBy("ann").run())
        .succeeded();
    assertThat(shop.called)
        .containsExactly("start 42", "warm http://green/start-42", "switch", "p95");
    shop.called.clear();
    assertThat(
            fine.step("Deploy/start")
                .runsForReal()
                .step("Live/switch")
                .runsForReal()
                .gate("Live/p95")
                .fails("x")
                .run())
        .rolledBack();
    assertThat(shop.called)
        .containsExactly("start 42", "switch", "switch back", "stop http://green/start-42");
  }

  @Test
  void theSeedDrawsTheJitter() {
    Simulation flaky = fine.step("Deploy/warm").fails(2, new IOException("x"));
    assertThat(flaky.seed(7).run().events()).isEqualTo(flaky.seed(7).run().events());
    assertThat(LastRun.onThisThread().orElseThrow().seed()).isEqualTo(7);
    LastRun.forget();
    assertThat(LastRun.onThisThread()).isEmpty();
  }
}
