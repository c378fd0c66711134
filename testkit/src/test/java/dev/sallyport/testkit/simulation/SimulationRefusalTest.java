package dev.sallyport.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.journal.Choice;
import dev.sallyport.testkit.ShopPlan;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a script leaves out or gets wrong is said before anything runs, and nothing is called. */
class SimulationRefusalTest {
  private final ShopPlan shop = new ShopPlan();
  private final Simulation bound =
      Simulation.of(shop.plan).with(ShopPlan.VERSION, "42").with(ShopPlan.TOKEN, "hush");
  private final Simulation fine = bound.everythingElseSucceeds();

  @AfterEach
  void nothingWasCalled() {
    assertThat(shop.called).isEmpty();
  }

  private static void refused(Simulation script, String text) {
    assertThatThrownBy(script::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The simulation of plan shop 1 cannot run as scripted:\n" + text.strip());
  }

  @Test
  void whatIsNotScriptedIsListedWhole() {
    refused(
        Simulation.of(shop.plan).step("Deploy/start").runsForReal(),
        """
        - Nothing is bound to input version, secret token. Bind each with .with(...).
        - The script does not say what becomes of these, and what it does not mention is never called:
            step Deploy/warm
            approval Live/go
            step Live/switch
            gate Live/p95
            rollback of phase Deploy
          Script each of them, or end the script with .everythingElseSucceeds(), or .everythingElseRunsForReal() if nothing real stands behind the plan.
        """);
  }

  @Test
  void peopleAreNotRunForReal() {
    refused(
        bound.everythingElseRunsForReal(),
        """
        - The script does not say who opens, and people cannot be run for real:
            approval Live/go
          Say so: .approval("...").approvedBy("ann").
        """);
  }

  @Test
  void unknownNamesAreRefusedWithTheOnesThereAre() {
    refused(
        fine.step("Deploy/strat")
            .succeeds()
            .probe("Live/switch")
            .findsNothing()
            .undo("Deploy/warm")
            .succeeds()
            .undo("Live")
            .succeeds()
            .gate("Live/go")
            .passes()
            .check("p99 latency")
            .passes()
            .verification("Live/switch")
            .passes()
            .approval("Live/p95")
            .nobodyComes()
            .whenAsked("Live", Choice.RETRY)
            .engineDiesAfter(Moment.done("Deploy/strat")),
        """
        - The plan has no step 'Deploy/strat'. It has: Deploy/start, Deploy/warm, Live/switch.
        - The plan has no step with a probe 'Live/switch'. It has: Deploy/start.
        - The plan has no step or phase with an undo 'Deploy/warm'. It has: Deploy/start, Live/switch, Deploy/@rollback.
        - The plan has no step or phase with an undo 'Live/@rollback'. It has: Deploy/start, Live/switch, Deploy/@rollback.
        - The plan has no gate 'Live/go'. It has: Live/p95.
        - The plan has no check 'p99 latency'. It has: p95 latency.
        - The plan has no undo with a verification 'Live/switch'. It has none.
        - The plan has no approval 'Live/p95'. It has: Live/go.
        - The plan has no step, gate or approval 'Live'. It has: Deploy/start, Deploy/warm, Live/go, Live/switch, Live/p95, Deploy/@rollback.
        - The plan has no step, gate or approval 'Deploy/strat'. It has: Deploy/start, Deploy/warm, Live/go, Live/switch, Live/p95, Deploy/@rollback.
        """);
  }

  @Test
  void whatThePlansOwnCodeIsGivenMustBeThere() {
    refused(
        fine.step("Deploy/warm").runsForReal().undo("Deploy/start").runsForReal(),
        """
        - the undo of 'Deploy/start' runs for real and is given the output of 'Deploy/start', but the script gives it none. Say which: .step("Deploy/start").returns(a URI).
        - 'Deploy/warm' runs for real and is given the output of 'Deploy/start', but the script gives it none. Say which: .step("Deploy/start").returns(a URI).
        """);
  }

  @Test
  void outputsHaveTheStepsType() {
    refused(
        fine.step("Deploy/start").returns("http://green").step("Live/switch").returns(1),
        """
        - 'Deploy/start' makes URI, but the script gives it a String: http://green.
        - 'Live/switch' makes nothing, but the script gives it a Integer: 1.
        """);
  }

  @Test
  void linesThatAreNeverReachedAreRefused() {
    refused(
        fine.step("Deploy/start").fails(new IOException("x")).returns(URI.create("a:b")),
        """
        - A line for 'Deploy/start' is never reached: the one before it holds for every further call. Write failsOnce(...) or fails(n, ...) before what comes after.
        """);
  }

  @Test
  void nonsenseIsRefusedAtOnce() {
    assertThatThrownBy(() -> fine.step("Deploy/start").fails(0, new IOException("x")))
        .hasMessage("'Deploy/start' is to fail 0 times. Let it fail at least once.");
    assertThatThrownBy(() -> fine.step("Deploy/start").takes(Duration.ofSeconds(-1)))
        .hasMessage("'Deploy/start' is to take PT-1S. Give it no time or some.");
    assertThatThrownBy(
            () -> fine.gate("Live/p95").from(Duration.ofMinutes(3)).from(Duration.ofMinutes(2)))
        .hasMessage(
            "The script of gate 'Live/p95' goes from 3 min back to 2 min. Write its lines in the"
                + " order of time.");
  }

  @Test
  void rolesMustBeKnownAndPlain() {
    refused(
        fine.approval("Live/go").approvedBy("ann", "cook"),
        """
        - 'Live/go' cannot have the vote of 'ann' as 'cook'. It asks the roles: lead.
        """);
  }

  @Test
  void momentsThatNeverCameAreTold() {
    assertThatThrownBy(
            () ->
                fine.engineDiesBefore(Moment.undone("Live/switch"))
                    .engineDiesAfter(Moment.at(Duration.ofHours(3)))
                    .operatorStops(Moment.failed("Deploy/warm"), "ann", "enough")
                    .operatorAborts(Moment.at(Duration.ofHours(2)), "ann", "enough")
                    .run())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            """
            The script waits for moments that never came:
            - the engine's death before: undone 'Live/switch'
            - the engine's death after: 3 h after the start
            - the operator's stop: failed 'Deploy/warm'
            - the operator's abort: 2 h after the start
            The last that happened was: succeeded: everything was done
            Take these lines out, or change what comes before them.""");
  }
}
