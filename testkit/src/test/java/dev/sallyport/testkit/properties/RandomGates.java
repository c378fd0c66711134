package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.testkit.simulation.Choices;
import java.time.Duration;
import java.util.List;

/** Makes gates and approvals with all their policies, as choices say. */
final class RandomGates {
  private static final List<OnFailure> ACTIONS =
      List.of(OnFailure.ROLL_BACK, OnFailure.ASK, OnFailure.STOP, OnFailure.WARN);

  /** The role that may waive. */
  static final String BOSS = "boss";

  private final Choices choices;
  private final Bodies bodies;

  private final boolean quick;

  RandomGates(Choices choices, Bodies bodies, boolean quick) {
    this.choices = choices;
    this.bodies = bodies;
    this.quick = quick;
  }

  Gate next(String name) {
    Gate bare = gate(name, Check.of(name, context -> bodies.judge(name)));
    return quick ? bare.every(Duration.ofMillis(5)).within(Duration.ofMinutes(2)) : timed(bare);
  }

  private Gate timed(Gate bare) {
    Gate gate =
        bare.every(seconds(5, 20)).within(seconds(150, 300)).sampleTimeout(Duration.ofSeconds(10));
    gate = budgets(gate);
    gate = choices.pick(3) == 1 ? gate.sustainedFor(seconds(15, 60)) : gate;
    gate = choices.pick(3) == 1 ? gate.minSamples(2 + choices.pick(2)) : gate;
    gate = choices.pick(4) == 1 ? gate.warmUp(seconds(10, 30)) : gate;
    gate = choices.pick(4) == 1 ? gate.maxGap(Duration.ofSeconds(22)) : gate;
    gate =
        choices.pick(4) == 1
            ? gate.abortOn(Check.of("danger", context -> bodies.judge("danger")))
            : gate;
    gate = gate.onFailure(ACTIONS.get(choices.pick(2) == 0 ? 0 : choices.pick(4)));
    return choices.pick(5) == 1 ? gate.waivableBy(BOSS) : gate;
  }

  private Gate budgets(Gate bare) {
    Gate gate =
        switch (choices.pick(5)) {
          case 1 -> bare.failsOn(2);
          case 2 -> bare.failsOnInARow(2);
          case 3 -> bare.failsOn(2, Duration.ofSeconds(30));
          default -> bare;
        };
    gate = choices.pick(3) == 1 ? gate.errorsFor(seconds(20, 60)) : gate;
    return choices.pick(3) == 1 ? gate.inconclusiveFor(seconds(20, 60)) : gate;
  }

  private Duration seconds(int one, int other) {
    return Duration.ofSeconds(choices.pick(2) == 0 ? one : other);
  }

  Approval vote(String name) {
    Approval vote = approval(name, "lead").within(Duration.ofMinutes(10));
    vote = choices.pick(3) == 1 ? vote.and("ops", 1 + choices.pick(2)) : vote;
    vote = choices.pick(4) == 1 ? vote.notByInitiator() : vote;
    vote = !quick && choices.pick(3) == 1 ? vote.attests("lead", "checked twice") : vote;
    vote = !quick && choices.pick(2) == 1 ? vote.waivableBy(BOSS) : vote;
    return vote.onFailure(ACTIONS.get(choices.pick(2) == 0 ? 0 : choices.pick(4)));
  }
}
