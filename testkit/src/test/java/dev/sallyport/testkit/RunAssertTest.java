package dev.sallyport.testkit;

import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Trigger;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.io.IOException;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A failed assertion says what was expected, what was seen, and shows the story around it. */
class RunAssertTest {
  private static final Simulation FINE =
      Simulation.of(new ShopPlan().plan)
          .with(ShopPlan.VERSION, "42")
          .with(ShopPlan.TOKEN, "hush")
          .everythingElseSucceeds();

  private final SimulatedRun succeeded = FINE.run();
  private final SimulatedRun rolledBack =
      FINE.gate("Live/p95").waits("warming up").from(ofMinutes(1)).fails("900 ms").run();

  private static void fails(ThrowingCallable assertion, String text) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessage(text.strip());
  }

  @Test
  void outcomes() {
    fails(
        () -> assertThat(rolledBack).succeeded(),
        """
        Expected the run to succeed, but it ended: rolled back: 900 ms.
        The run around it:
             ... 16 events
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
             +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
          -> +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             +2 min 4 s  Live/switch: undone
             ... 5 events
        """);
    fails(
        () -> assertThat(succeeded).as("the night run").rolledBack(),
        """
        [the night run] Expected the run to be rolled back, but it ended: succeeded: everything was done.
        The run around it:
             ... 10 events
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             +1 min 3 s  Live/p95: open: as everything that is not scripted
          -> +1 min 3 s  succeeded: everything was done
        """);
    fails(
        () -> assertThat(succeeded).waitsFor("Live/go"),
        """
        Expected the run to wait for people at Live/go, but it ended: succeeded: everything was done.
        The run around it:
             ... 10 events
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             +1 min 3 s  Live/p95: open: as everything that is not scripted
          -> +1 min 3 s  succeeded: everything was done
        """);
    fails(
        () ->
            assertThat(
                    FINE.gate("Live/p95")
                        .fails("x")
                        .undo("Live/switch")
                        .fails(new IOException("no route"))
                        .run())
                .isPartialWith("Live/switch"),
        """
        Expected Live/switch to be left over, but it is Deploy/start (its undo was not run, because one that comes before it failed), Live/switch (its undo failed: java.io.IOException: no route), Deploy/@rollback (its undo was not run, because one that comes before it failed).
        The run around it:
             ... 13 events
             +1 min 3 s  rolling back, by the plan: a gate failed (Live/p95): x
             +1 min 3 s  Live/switch: undo started
             +1 min 4 s  Live/switch: undo failed: java.io.IOException: no route
          -> +1 min 4 s  partly rolled back: x; 3 things are left over; left over: Deploy/start, Live/switch, Deploy/@rollback
        """);
    fails(
        () ->
            assertThat(
                    FINE.gate("Live/p95")
                        .fails("x")
                        .undo("Live/switch")
                        .fails(new IOException("no route"))
                        .run())
                .rolledBack(),
        """
        Expected the run to be rolled back, but it ended: partly rolled back: x; 3 things are left over; left over: Deploy/start, Live/switch, Deploy/@rollback.
        The run around it:
             ... 12 events
             +1 min 3 s  Live/p95: failed, a gate failed: x
             +1 min 3 s  rolling back, by the plan: a gate failed (Live/p95): x
             +1 min 3 s  Live/switch: undo started
          -> +1 min 4 s  Live/switch: undo failed: java.io.IOException: no route
             +1 min 4 s  partly rolled back: x; 3 things are left over; left over: Deploy/start, Live/switch, Deploy/@rollback
        """);
  }

  @Test
  void order() {
    fails(
        () -> assertThat(succeeded).ranInOrder("Live/switch", "Deploy/warm"),
        """
        Expected 'Live/switch' to be done before 'Deploy/warm' was begun, but it was not.
        The run around it:
             +0 s  run simulated of shop 1 started by simulation
             +0 s  Deploy/start: started
             +1 s  Deploy/start: done
          -> +1 s  Deploy/warm: started
          -> +2 s  Deploy/warm: done
             +2 s  Live/go: reached
             +1 min 2 s  Live/go: lead (lead) approved
             +1 min 2 s  Live/go: open: approved by lead (lead)
          -> +1 min 2 s  Live/switch: started
          -> +1 min 3 s  Live/switch: done
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             ... 2 events
        """);
    fails(
        () -> assertThat(succeeded).didNotRun("Live/switch"),
        """
        Expected 'Live/switch' not to run, but it did.
        The run around it:
             ... 5 events
             +2 s  Live/go: reached
             +1 min 2 s  Live/go: lead (lead) approved
             +1 min 2 s  Live/go: open: approved by lead (lead)
          -> +1 min 2 s  Live/switch: started
          -> +1 min 3 s  Live/switch: done
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             ... 2 events
        """);
    fails(
        () -> assertThat(FINE.approval("Live/go").rejectedBy("bob", "no").run()).ran("Live/switch"),
        """
        Expected 'Live/switch' to run, but it did not.
        The run around it:
             ... 5 events
             +2 s  Live/go: reached
             +1 min 2 s  Live/go: bob (lead) rejected: no
             +1 min 2 s  Live/go: failed, an approval was rejected: rejected by bob (lead): no
          -> +1 min 2 s  rolling back, by the plan: an approval was rejected (Live/go): rejected by bob (lead): no
             +1 min 2 s  Deploy/start: undo started
             +1 min 3 s  Deploy/start: undone
             ... 3 events
        """);
  }

  @Test
  void undos() {
    fails(
        () -> assertThat(rolledBack).undid("Deploy/start", "Live/switch"),
        """
        Expected Deploy/start, Live/switch to be undone, in this order, but it was Live/switch, Deploy/start, Deploy/@rollback.
        The run around it:
             ... 18 events
             +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
          -> +2 min 4 s  Live/switch: undone
             +2 min 4 s  Deploy/start: undo started
             +2 min 5 s  Deploy/start: undone
             ... 3 events
        """);
    fails(
        () -> assertThat(rolledBack).undidNothing(),
        """
        Expected nothing to be undone.
        The run around it:
             ... 17 events
             +2 min 3 s  Live/p95: fail: 900 ms
             +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
          -> +2 min 3 s  Live/switch: undo started
             +2 min 4 s  Live/switch: undone
          -> +2 min 4 s  Deploy/start: undo started
             +2 min 5 s  Deploy/start: undone
          -> +2 min 5 s  Deploy/@rollback: undo started
             +2 min 6 s  Deploy/@rollback: undone
             +2 min 6 s  rolled back: 900 ms
        """);
    fails(
        () -> assertThat(succeeded).undid("Live/switch"),
        """
        Expected Live/switch to be undone, but nothing was.
        The run around it:
             ... 10 events
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             +1 min 3 s  Live/p95: open: as everything that is not scripted
          -> +1 min 3 s  succeeded: everything was done
        """);
  }

  @Test
  void gates() {
    fails(
        () -> assertThat(rolledBack).gate("Live/p95").opened(),
        """
        Expected 'Live/p95' to open, but it failed: 900 ms.
        The run around it:
             ... 15 events
             +1 min 43 s  Live/p95: pending: warming up
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
          -> +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             ... 6 events
        """);
    fails(
        () -> assertThat(succeeded).gate("Live/p95").failed(),
        """
        Expected 'Live/p95' to fail, but it opened: as everything that is not scripted.
        The run around it:
             ... 9 events
             +1 min 3 s  Live/switch: done
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
          -> +1 min 3 s  Live/p95: open: as everything that is not scripted
             +1 min 3 s  succeeded: everything was done
        """);
    fails(
        () -> assertThat(rolledBack).gate("Live/p95").failedAfter(ofSeconds(70)),
        """
        Expected 'Live/p95' to fail after 1 min 10 s, but it did after 1 min.
        The run around it:
             ... 7 events
             +1 min 2 s  Live/go: open: approved by lead (lead)
             +1 min 2 s  Live/switch: started
             +1 min 3 s  Live/switch: done
          -> +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pending: warming up
             +1 min 13 s  Live/p95: pending: warming up
             ... 2 events
             +1 min 43 s  Live/p95: pending: warming up
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
          -> +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             ... 6 events
        """);
    fails(
        () -> assertThat(rolledBack).gate("Live/p95").tookSamples(8),
        """
        Expected 'Live/p95' to take 8 samples, but it took 7 samples.
        The run around it:
             ... 7 events
             +1 min 2 s  Live/go: open: approved by lead (lead)
             +1 min 2 s  Live/switch: started
             +1 min 3 s  Live/switch: done
          -> +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pending: warming up
             +1 min 13 s  Live/p95: pending: warming up
             ... 2 events
             +1 min 43 s  Live/p95: pending: warming up
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
          -> +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             ... 6 events
        """);
    fails(
        () -> assertThat(rolledBack).gate("Live/p95").because("too slow"),
        """
        Expected the reason of 'Live/p95' to contain "too slow", but it is "900 ms".
        The run around it:
             ... 15 events
             +1 min 43 s  Live/p95: pending: warming up
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
          -> +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             ... 6 events
        """);
    fails(
        () -> assertThat(rolledBack).gate("Live/p95").sawLast("pass"),
        """
        Expected 'Live/p95' to see "pass" last, but it saw "fail: 900 ms".
        The run around it:
             ... 14 events
             +1 min 33 s  Live/p95: pending: warming up
             +1 min 43 s  Live/p95: pending: warming up
             +1 min 53 s  Live/p95: pending: warming up
          -> +2 min 3 s  Live/p95: fail: 900 ms
             +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             ... 7 events
        """);
    fails(
        () -> assertThat(rolledBack).gate("Live/p95").hasEvidence("GET"),
        """
        Expected the evidence of 'Live/p95' to contain "GET", but it is "script of p95 latency".
        The run around it:
             ... 15 events
             +1 min 43 s  Live/p95: pending: warming up
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
          -> +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
             +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             ... 6 events
        """);
    fails(
        () ->
            assertThat(FINE.step("Deploy/start").fails(new IOException("x")).run())
                .gate("Live/p95")
                .opened(),
        """
        Expected 'Live/p95' to be reached, but it was not.
        The run around it:
             +0 s  run simulated of shop 1 started by simulation
             +0 s  Deploy/start: started
             +1 s  Deploy/start: failed: java.io.IOException: x
          -> +1 s  rolling back, by the plan: a step failed (Deploy/start): java.io.IOException: x
             +1 s  Deploy/start: being looked at, whether it took effect
             +2 s  Deploy/start: found not done
             ... 1 event
        """);
  }

  @Test
  void peopleAndTurns() {
    fails(
        () -> assertThat(succeeded).wasApprovedBy("Live/go", "ann"),
        """
        Expected 'Live/go' to be approved by ann, but it was approved by lead.
        The run around it:
             ... 2 events
             +1 s  Deploy/start: done
             +1 s  Deploy/warm: started
             +2 s  Deploy/warm: done
          -> +2 s  Live/go: reached
          -> +1 min 2 s  Live/go: lead (lead) approved
             +1 min 2 s  Live/go: open: approved by lead (lead)
             +1 min 2 s  Live/switch: started
             ... 5 events
        """);
    fails(
        () -> assertThat(succeeded).asked("Live/switch"),
        """
        Expected the run to ask a person about 'Live/switch', but it did not.
        The run around it:
             ... 5 events
             +2 s  Live/go: reached
             +1 min 2 s  Live/go: lead (lead) approved
             +1 min 2 s  Live/go: open: approved by lead (lead)
          -> +1 min 2 s  Live/switch: started
          -> +1 min 3 s  Live/switch: done
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             ... 2 events
        """);
    fails(
        () -> assertThat(rolledBack).turnedBy(Trigger.OPERATOR),
        """
        Expected the run to turn back or stop by OPERATOR, but it was by 'GATE_FAILED'.
        The run around it:
             ... 16 events
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
             +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
          -> +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             +2 min 4 s  Live/switch: undone
             ... 5 events
        """);
    fails(
        () -> assertThat(succeeded).turnedAt("Live/p95"),
        """
        Expected the run to turn back or stop at 'Live/p95', but it did neither.
        The run around it:
             ... 10 events
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             +1 min 3 s  Live/p95: open: as everything that is not scripted
          -> +1 min 3 s  succeeded: everything was done
        """);
    fails(
        () -> assertThat(rolledBack).turnedBecause("too slow"),
        """
        Expected the run to turn back or stop because "too slow", but it was by '900 ms'.
        The run around it:
             ... 16 events
             +1 min 53 s  Live/p95: pending: warming up
             +2 min 3 s  Live/p95: fail: 900 ms
             +2 min 3 s  Live/p95: failed, a gate failed: 900 ms
          -> +2 min 3 s  rolling back, by the plan: a gate failed (Live/p95): 900 ms
             +2 min 3 s  Live/switch: undo started
             +2 min 4 s  Live/switch: undone
             ... 5 events
        """);
    fails(
        () -> assertThat(FINE.step("Live/switch").losesItsReply().run()).askedNothing(),
        """
        Expected the run to ask nobody anything, but it did.
        The run around it:
             ... 7 events
             +1 min 2 s  Live/go: open: approved by lead (lead)
             +1 min 2 s  Live/switch: started
             +1 min 3 s  Live/switch: outcome unknown: its reply was lost, as scripted
          -> +1 min 3 s  Live/switch: asks: It is unknown whether 'Live/switch' took effect: its reply was lost, as scripted. It has no probe that could tell. Look at the system. RET...
        """);
  }

  @Test
  void timesAndCounts() {
    fails(
        () -> assertThat(succeeded).took(ofMinutes(1)),
        """
        Expected the run to take 1 min, but it took 1 min 3 s.
        The run around it:
             ... 10 events
             +1 min 3 s  Live/p95: reached
             +1 min 3 s  Live/p95: pass: as everything that is not scripted
             +1 min 3 s  Live/p95: open: as everything that is not scripted
          -> +1 min 3 s  succeeded: everything was done
        """);
    fails(
        () -> assertThat(succeeded).tookAtMost(ofMinutes(1)),
        """
        Expected the run to take at most 1 min, but it took 1 min 3 s. It was longest silent before what is marked.
        The run around it:
             ... 3 events
             +1 s  Deploy/warm: started
             +2 s  Deploy/warm: done
             +2 s  Live/go: reached
          -> +1 min 2 s  Live/go: lead (lead) approved
             +1 min 2 s  Live/go: open: approved by lead (lead)
             +1 min 2 s  Live/switch: started
             ... 5 events
        """);
    fails(
        () -> assertThat(succeeded).attempts("Deploy/start", 2),
        """
        Expected 2 forward attempts of 'Deploy/start', but there was 1.
        The run around it:
             +0 s  run simulated of shop 1 started by simulation
          -> +0 s  Deploy/start: started
             +1 s  Deploy/start: done
             +1 s  Deploy/warm: started
             ... 10 events
        """);
  }

  @Test
  void aNameThatThePlanDoesNotHaveIsNoReasonToPass() {
    fails(
        () -> assertThat(succeeded).didNotRun("Live/swich"),
        """
        The plan of this run has no 'Live/swich'. It has: Deploy/start, Deploy/warm, Live/go, Live/switch, Live/p95.
        """);
  }

  @Test
  void manyPointsAreShownByTheFirstAndTheLast() {
    SimulatedRun flaky =
        FINE.whenAsked("Live/switch", Collections.nCopies(9, Choice.RETRY).toArray(Choice[]::new))
            .step("Live/switch")
            .hangs()
            .run();
    String story = catchThrowable(() -> assertThat(flaky).attempts("Live/switch", 1)).getMessage();
    assertThat(story.lines().filter(line -> line.startsWith("  -> "))).hasSize(4);
    assertThat(story).hasLineCount(27);
  }
}
