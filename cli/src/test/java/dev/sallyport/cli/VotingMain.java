package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import java.time.Duration;

/** A process with a plan that three roles sign off. */
final class VotingMain {
  private VotingMain() {}

  public static void main(String[] args) {
    System.exit(
        SallyportCli.of(
                () ->
                    plan("shop", 1)
                        .phases(
                            phase("Live")
                                .gate(
                                    approval("go", "lead")
                                        .and("ops")
                                        .attests("qa", "Smoke test is green", "P3-9")
                                        .onePersonMayHoldSeveralRoles()
                                        .within(Duration.ofHours(1)))
                                .step(step("switch").run(c -> {}).readOnly()))
                        .build())
            .command("shop")
            .run(args));
  }
}
