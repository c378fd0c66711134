package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import dev.sallyport.testkit.simulation.Choices;
import java.time.Duration;
import java.util.List;

/** Makes steps of all kinds, as choices say; the first choice everywhere is the simplest. */
final class RandomSteps {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Choices choices;
  private final Bodies bodies;
  private final RandomGates gates;
  private final Duration soon;

  RandomSteps(Choices choices, Bodies bodies, RandomGates gates, boolean quick) {
    this.soon = quick ? Duration.ofMillis(5) : Duration.ofSeconds(5);
    this.choices = choices;
    this.bodies = bodies;
    this.gates = gates;
  }

  /** Returns a step that may use what those make, and may come after these. */
  Step<?> next(String name, List<Step<String>> makers, List<Step<?>> beside) {
    Step<?> made = choices.pick(3) == 1 ? maker(name, makers) : action(name, makers);
    return beside.isEmpty() || choices.pick(2) == 0
        ? made
        : made.after(beside.get(choices.pick(beside.size())));
  }

  private Step<String> maker(String name, List<Step<String>> makers) {
    Step<String> step =
        makers.isEmpty() || choices.pick(2) == 0
            ? step(name, String.class).run(this::make)
            : step(name, String.class)
                .using(makers.get(choices.pick(makers.size())))
                .run((context, value) -> make(context));
    return common(step)
        .onFailure(List.of(OnFailure.ROLL_BACK, OnFailure.ASK, OnFailure.STOP).get(pickRarely(3)));
  }

  private String make(dev.sallyport.plan.StepContext context) throws Exception {
    bodies.run(context);
    return Bodies.output(context.path());
  }

  private Step<Void> action(String name, List<Step<String>> makers) {
    Step<Void> step =
        makers.isEmpty() || choices.pick(2) == 0
            ? step(name).run(bodies::run)
            : step(name)
                .using(makers.get(choices.pick(makers.size())))
                .run((context, value) -> bodies.run(context));
    return common(step)
        .onFailure(
            List.of(OnFailure.ROLL_BACK, OnFailure.ASK, OnFailure.STOP, OnFailure.WARN)
                .get(pickRarely(4)));
  }

  /** Picks the first in half of the cases. */
  private int pickRarely(int options) {
    return choices.pick(2) == 0 ? 0 : choices.pick(options);
  }

  private <O> Step<O> common(Step<O> bare) {
    Step<O> step = effect(bare);
    step = choices.pick(4) == 1 ? step.idempotent() : step;
    step = choices.pick(3) < 2 ? step.timeout(A_MINUTE) : step;
    return step.retry(retry());
  }

  private <O> Step<O> effect(Step<O> step) {
    return switch (choices.pick(6)) {
      case 0 -> step.onRollback((context, made) -> bodies.undo(context), undo());
      case 1, 2 ->
          step.probe(this::probe).onRollback((context, made) -> bodies.undo(context), undo());
      case 3 -> step.irreversible("it stays");
      case 4 -> step.readOnly();
      default -> step.probe(this::probe).irreversible("it stays");
    };
  }

  @SuppressWarnings("unchecked") // a step of either type: text, or nothing
  private <O> Probed<O> probe(dev.sallyport.plan.StepContext context) throws Exception {
    Probed<Void> found = bodies.probe(context);
    if (found instanceof Probed.Done<Void>) {
      return (Probed<O>) Probed.done(Bodies.output(context.path()));
    }
    return found instanceof Probed.Unknown<Void> unknown
        ? Probed.unknown(unknown.why())
        : Probed.notDone();
  }

  private Retry retry() {
    return switch (choices.pick(6)) {
      case 1, 2 -> Retry.every(soon);
      case 3 -> Retry.backoff(soon, 2).atMost(Duration.ofSeconds(8)).jitter();
      case 4 -> Retry.every(soon).attempts(2).unless(IllegalArgumentException.class);
      default -> Retry.none();
    };
  }

  UndoPolicy undo() {
    UndoPolicy policy = UndoPolicy.undo();
    if (choices.pick(3) == 0) {
      return policy.timeout(A_MINUTE);
    }
    policy = choices.pick(3) < 2 ? policy.timeout(A_MINUTE) : policy;
    policy = policy.retry(retry());
    policy = choices.pick(3) == 1 ? policy.repeatable() : policy;
    return choices.pick(2) == 1 ? policy.verifiedBy(gates.next("verified")) : policy;
  }
}
