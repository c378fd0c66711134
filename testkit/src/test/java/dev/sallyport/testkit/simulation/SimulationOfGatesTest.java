package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.UndoPolicy;
import dev.sallyport.testkit.Scripted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks wherever they stand, people in several roles, and how long a simulation may be. */
class SimulationOfGatesTest {
  private final List<String> asked = new ArrayList<>();

  private Check check(String name) {
    return Check.of(
        name,
        context -> {
          asked.add(name);
          if (name.equals("broken")) {
            throw new IOException("no route");
          }
          return Scripted.passes(name + " is fine");
        });
  }

  private final Plan plan =
      plan("watched", 1)
          .phases(
              phase("Live")
                  .step(
                      step("switch")
                          .run(context -> asked.add("run"))
                          .onRollback(
                              (context, made) -> asked.add("undo"),
                              UndoPolicy.undo()
                                  .verifiedBy(gate("back", check("is back")).within(ofMinutes(1)))))
                  .gate(
                      gate("calm", check("calm"))
                          .sustainedFor(ofHours(48))
                          .within(ofHours(60))
                          .abortOn(check("on fire")))
                  .gate(approval("go", "lead").and("ops", 2).within(ofHours(1)).notByInitiator()))
          .build();

  private final Simulation fine = Simulation.of(plan).everythingElseSucceeds();

  @Test
  void twoDaysOfASampleEachFiveSecondsAreNotForEver() {
    assertThat(fine.run())
        .succeeded()
        .tookAtMost(ofHours(49))
        .wasApprovedBy("Live/go", "lead", "ops 1", "ops 2")
        .gate("Live/calm")
        .tookSamples(48 * 720 + 1);
    assertThat(asked).isEmpty();
  }

  @Test
  void aDangerThatComesTrueEndsTheGate() {
    assertThat(fine.check("on fire").from(ofMinutes(9)).passes().run())
        .rolledBack()
        .gate("Live/calm")
        .failedAfter(ofMinutes(9))
        .hasEvidence("script of on fire");
    assertThat(fine.check("on fire").hangs().run()).gate("Live/calm").sawLast("no answer within");
  }

  @Test
  void anUndoIsVerifiedByTheScript() {
    Simulation fails = fine.gate("Live/calm").fails("900 ms");
    assertThat(fails.run()).rolledBack().undid("Live/switch");
    assertThat(fails.verification("Live/switch").waits("still green").run())
        .isPartialWith("Live/switch");
    assertThat(fails.check("is back").from(ofSeconds(20)).passes().run()).rolledBack();
  }

  @Test
  void whatRunsForRealIsVerifiedForReal() {
    assertThat(fine.step("Live/switch").runsForReal().gate("Live/calm").fails("900 ms").run())
        .rolledBack();
    assertThat(asked).containsExactly("run", "undo", "is back");
  }

  @Test
  void aGateAskedForRealAsksItsDangerForReal() {
    assertThat(fine.gate("Live/calm").runsForReal().run())
        .gate("Live/calm")
        .failed()
        .because("on fire is fine");
    assertThat(asked).containsExactly("on fire", "calm");
  }

  @Test
  void aCheckThatThrowsIsNoPass() {
    Plan broken =
        plan("p", 1)
            .phases(phase("P").gate(gate("g", check("broken")).within(ofMinutes(1))))
            .build();
    assertThat(Simulation.of(broken).everythingElseRunsForReal().run())
        .rolledBack()
        .gate("P/g")
        .sawLast("The check threw java.io.IOException: no route.");
  }

  @Test
  void everyRoleVotesInItsTime() {
    SimulatedRun run =
        fine.gate("Live/calm")
            .waits("x")
            .from(ofMinutes(1))
            .passes()
            .approval("Live/go")
            .after(ofMinutes(5))
            .approvedBy("ann", "lead")
            .approvedBy("bob", "ops")
            .after(ofMinutes(9))
            .approvedBy("cid", "ops")
            .engineDiesAfter(Moment.reached("Live/go"))
            .run();
    assertThat(run).succeeded().gate("Live/go").openedAfter(ofMinutes(9));
  }
}
