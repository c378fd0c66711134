package dev.sallyport.examples.docs;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.Scripted;
import dev.sallyport.testkit.explore.Exploration;
import dev.sallyport.testkit.explore.Explorer;
import dev.sallyport.testkit.explore.Finding;
import dev.sallyport.testkit.explore.Rule;
import dev.sallyport.testkit.simulation.Simulation;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The README's test of a plan, run on the README's plan. */
class ReadmePlanTest {

  private static <T> T isNotCalled() {
    throw new AssertionError("Nothing of the plan is called.");
  }

  private static Plan release() {
    Step<String> traffic =
        step("switch-traffic", String.class)
            .run(ctx -> isNotCalled())
            .probe(ctx -> isNotCalled())
            .onRollback((ctx, before) -> isNotCalled())
            .timeout(ofSeconds(30));
    Check slots = Scripted.check("slots", Scripted.passes("all covered"));
    Check errors = Scripted.metric("error rate", percent(0.4)).below(percent(1));
    return plan("shop-release", 1)
        .phases(
            phase("Infrastructure").gate(gate("slots", slots).within(ofMinutes(2))),
            phase("Go live")
                .step(traffic)
                .gate(gate("errors", errors).sustainedFor(ofMinutes(5)).within(ofMinutes(15)))
                .onRollback(ctx -> isNotCalled()))
        .build();
  }

  @Test
  void walksBack() {
    assertThat(
            Simulation.of(release())
                .gate("Go live/errors")
                .waits("warming up")
                .from(ofMinutes(3))
                .fails("4 % of requests fail")
                .everythingElseSucceeds()
                .run())
        .rolledBack()
        .undid("Go live/switch-traffic", "Go live/@rollback");
  }

  /** What the README says the explorer finds in its plan. */
  @Test
  void hasTwoUndosThatMayHangForEver() {
    Exploration found = Explorer.of(release()).explore();
    Assertions.assertThat(found.findings())
        .as(found.text())
        .allMatch(finding -> finding.rule() == Rule.ENDS_OR_WAITS_FOR_A_PERSON)
        .extracting(Finding::path)
        .containsExactlyInAnyOrder("Go live/switch-traffic", "Go live/@rollback");
  }
}
