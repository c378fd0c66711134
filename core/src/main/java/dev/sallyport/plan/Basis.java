package dev.sallyport.plan;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A check that is made of a step's output, such as a limit relative to a baseline. Immutable.
 *
 * @param name what the check is called
 * @param step the step whose output it is made of
 * @param makes makes the check
 */
record Basis<O>(String name, Step<O> step, Function<? super O, Check> makes) {

  Basis {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(makes, "makes");
  }

  /** Returns the check as long as there is no output: it can judge nothing. */
  Check without() {
    return Check.of(
        name,
        context ->
            Verdict.inconclusive(
                Verdict.Cause.NO_DATA,
                "the step '" + step.name() + "', of whose output this is made, has made none yet",
                Evidence.of(name, context.startedAt())));
  }

  /** Returns the check made of the output; making it is part of each sample. */
  Check of(@Nullable Object output) {
    if (output == null) {
      return without();
    }
    O value = step.type().cast(output);
    return Check.of(name, context -> makes.apply(value).judge(context));
  }
}
