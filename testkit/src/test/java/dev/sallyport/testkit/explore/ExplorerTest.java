package dev.sallyport.testkit.explore;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.SallyportAssertions;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExplorerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static <T> T never() {
    throw new AssertionError("The plan's own code was called.");
  }

  private static Step<Void> effect(String name) {
    return step(name)
        .run(context -> never())
        .probe(context -> ExplorerTest.<Probed<Void>>never())
        .onRollback(
            (context, made) -> never(),
            undo().timeout(MINUTE).retry(Retry.every(MINUTE).attempts(2)).repeatable())
        .timeout(MINUTE)
        .retry(Retry.every(MINUTE).attempts(2));
  }

  private static final Check CALM = Check.of("calm", context -> never());

  private static Plan of(Phase... phases) {
    return plan("p", 1).phases(phases).build();
  }

  private static final Plan SOUND =
      of(
          phase("Deploy")
              .step(effect("a"))
              .parallel(effect("b"), effect("c"))
              .onRollback(context -> never(), undo().timeout(MINUTE).repeatable()),
          phase("Live")
              .step(effect("switch"))
              .gate(
                  gate("calm", CALM)
                      .every(MINUTE)
                      .sustainedFor(Duration.ofMinutes(5))
                      .errorsFor(MINUTE)
                      .within(Duration.ofMinutes(20)))
              .gate(approval("go", "lead").and("ops", 2).within(Duration.ofHours(1)))
              .pointOfNoReturn("mails go out")
              .step(
                  step("mail")
                      .run(context -> never())
                      .probe(context -> ExplorerTest.<Probed<Void>>never())
                      .irreversible("mails are read")
                      .timeout(MINUTE)));

  @Test
  void noCodeOfThePlanIsCalledAndEveryRuleHolds() {
    Exploration found = Explorer.of(SOUND).explore();
    assertThat(found.isClean()).as(found.text()).isTrue();
    assertThat(found.text())
        .isEqualTo(found.summary() + "\nEvery rule held in every case.\n")
        .startsWith("'p': " + found.cases() + " cases: 1 undisturbed, ");
    assertThat(found.pairs()).isEqualTo(4_000);
    assertThat(found.insideRollback()).isEqualTo(3_000);
    assertThat(found.possiblePairs()).isGreaterThan(4_000);
  }

  @Test
  void theOneLine() {
    SallyportAssertions.assertThat(SOUND).survivesEveryFailure();
  }

  @Test
  void theOneLineTellsWhatItFound() {
    Plan plan = of(phase("Deploy").step(step("copy").run(c -> never()).irreversible("a copy")));
    assertThatThrownBy(() -> SallyportAssertions.assertThat(plan).survivesEveryFailure())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            """
            ENDS_OR_WAITS_FOR_A_PERSON Deploy/copy
              The run waits for ever for 'Deploy/copy', which nothing ends and nobody is asked about. Give it a timeout(...).
              when 'Deploy/copy' hangs before it takes effect
              the story:
                +0.0 s  run simulated of p 1 started by simulation
                +0.0 s  Deploy/copy: started
              again: replay("RUN Deploy/copy 1 HANGS")\
            """);
  }

  @Test
  void whatIsAcceptedIsSaidAndWhatIsAcceptedInVainToo() {
    Plan plan = of(phase("Deploy").step(step("copy").run(c -> never()).irreversible("a copy")));
    Exploration found =
        Explorer.of(plan)
            .accepting(Rule.ENDS_OR_WAITS_FOR_A_PERSON, "Deploy/copy", "somebody watches it")
            .accepting(Rule.NO_BLIND_GATE, "Deploy/none", "there is none")
            .explore();
    assertThat(found.isClean()).as(found.text()).isTrue();
    assertThat(found.accepted())
        .containsExactly(
            "ENDS_OR_WAITS_FOR_A_PERSON Deploy/copy: somebody watches it",
            "NO_BLIND_GATE Deploy/none: there is none (nothing of it found)");
    assertThatThrownBy(() -> Explorer.of(plan).accepting(Rule.ENDS_ONCE, "", " "))
        .hasMessage("Say why ENDS_ONCE is accepted for ''.");
  }

  @Test
  void aCaseIsReplayedFromItsSeed() {
    SimulatedRun run =
        Explorer.of(SOUND).replay("RUN Live/switch 1 REPLY_LOST; RECORD 20 OPERATOR_ABORTS");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(run.events(Event.AttemptUnknown.class))
        .extracting(Event.AttemptUnknown::path)
        .containsExactly("Live/switch");
    assertThatThrownBy(() -> Explorer.of(SOUND).replay("whatever"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'whatever' names no fault. Give what a finding says after 'again:'.");
  }

  @Test
  void aPlanThatFailsUndisturbedIsSaidToProveLittle() {
    Exploration found =
        Explorer.of(
                () -> "world",
                world ->
                    of(
                        phase("A")
                            .step(
                                step("boom")
                                    .run(
                                        context -> {
                                          throw new IllegalStateException("boom");
                                        })
                                    .readOnly()
                                    .timeout(MINUTE))),
                world -> world)
            .explore();
    assertThat(found.findings().get(0).words())
        .isEqualTo(
            "With nothing going wrong the plan does not succeed: it ends ROLLED_BACK. What is"
                + " explored from there proves little.");
  }

  @Test
  void thereMustBeAWorldToDisturb() {
    assertThatThrownBy(() -> Explorer.of(SOUND).disturbedBy("rain", world -> {}))
        .hasMessage(
            "There is no world to disturb. Make the explorer of a model: Explorer.of(world, plan,"
                + " picture).");
    assertThatThrownBy(() -> Explorer.of(SOUND).pairs(-1))
        .hasMessage("There cannot be -1 pairs. Give 0 or more.");
  }
}
