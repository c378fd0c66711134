package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Ref;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.StepBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the calls of the user's code: with which values, and what their results mean. */
final class Calls {
  private static final @Nullable Object[] NO_VALUES = {};

  private final String runId;
  private final Units units;
  private final Bindings bindings;
  private final Redactor redactor;
  private final Clock clock;

  Calls(String runId, Units units, Bindings bindings, Redactor redactor, Clock clock) {
    this.runId = runId;
    this.units = units;
    this.bindings = bindings;
    this.redactor = redactor;
    this.clock = clock;
  }

  /** Returns the attempt that an event announced, ready to run; the state is the one after it. */
  Attempt attempt(RunState state, Event.AttemptStarted started) {
    int unit = units.indexOf(started.path());
    Step<?> step = units.step(unit);
    Duration limit = units.timeout(unit, state.at(unit).status);
    Instant deadline = limit == null ? null : started.at().plus(limit);
    if (step == null) {
      StepBody.PhaseUndo undo = Objects.requireNonNull(units.phaseOf(unit).phase().undo());
      return new Attempt(
          unit,
          started.path(),
          started.work(),
          started.attempt(),
          attempt -> {
            undo.undo(context(started.path(), attempt, deadline, List.of(), NO_VALUES));
            return new Attempt.Result.Made(Output.NONE);
          },
          value -> new Attempt.Result.Made(Output.NONE));
    }
    return ofStep(state, started, unit, step, deadline);
  }

  private <O> Attempt ofStep(
      RunState state,
      Event.AttemptStarted started,
      int unit,
      Step<O> step,
      @Nullable Instant deadline) {
    @Nullable Object[] values = values(state, unit, step);
    Output made = state.at(unit).output;
    return new Attempt(
        unit,
        started.path(),
        started.work(),
        started.attempt(),
        attempt -> {
          AttemptContext context = context(started.path(), attempt, deadline, step.uses(), values);
          return switch (started.work()) {
            case RUN -> made(step, step.run(context, values));
            case PROBE -> probed(step, Objects.requireNonNull(step.probe()).probe(context));
            case UNDO -> undone(step, context, made);
          };
        },
        value -> made(step, step.type().cast(value)));
  }

  private AttemptContext context(
      String path,
      Attempt attempt,
      @Nullable Instant deadline,
      List<Ref<?>> refs,
      @Nullable Object[] values) {
    return new AttemptContext(runId, path, attempt, clock, deadline, bindings, refs, values);
  }

  private @Nullable Object[] values(RunState state, int unit, Step<?> step) {
    int count = step.uses().size();
    if (count == 0) {
      return NO_VALUES;
    }
    @Nullable Object[] values = new Object[count];
    Node.StepNode node = (Node.StepNode) units.node(unit);
    for (int i = 0; i < count; i++) {
      Ref<?> ref = step.uses().get(i);
      values[i] =
          ref instanceof Input<?> input
              ? bindings.value(input)
              : output(state, node.uses().get(i), (Step<?>) ref);
    }
    return values;
  }

  /** Returns a gate with its check made of the output that it is made of, if it is of any. */
  Gate based(RunState state, Gate gate) {
    Step<?> basis = gate.basis();
    return basis == null ? gate : gate.on(output(state, units.graph.indexOf(basis), basis));
  }

  private static @Nullable Object output(RunState state, int unit, Step<?> step) {
    Output output = state.at(unit).output;
    return output == null ? null : output.value(step.codec());
  }

  private <O> Attempt.Result made(Step<O> step, @Nullable O value) {
    Output output = Output.of(value, step.codec());
    if (redactor.finds(output.json())) {
      throw new IllegalStateException(
          "The output of '"
              + step.name()
              + "' holds the value of a secret, and outputs are recorded. Return something else,"
              + " and let later steps take the secret from their context.");
    }
    return new Attempt.Result.Made(output);
  }

  private <O> Attempt.Result probed(Step<O> step, Probed<O> found) {
    if (found instanceof Probed.Done<O> done) {
      return made(step, done.output());
    }
    return found instanceof Probed.Unknown<O> unknown
        ? new Attempt.Result.CannotTell(unknown.why())
        : new Attempt.Result.Absent();
  }

  @SuppressWarnings("NullAway") // a step without an output has null as what it made
  private static <O> Attempt.Result undone(
      Step<O> step, AttemptContext context, @Nullable Output made) throws Exception {
    O value = made == null ? null : made.value(step.codec());
    ((Effect.Reversible<O>) step.effect()).undo().undo(context, value);
    return new Attempt.Result.Made(Output.NONE);
  }
}
