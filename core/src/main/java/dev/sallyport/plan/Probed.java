package dev.sallyport.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a probe found: the step took effect, did not, or it cannot be told. Immutable.
 *
 * @param <O> the step's output
 */
public sealed interface Probed<O> {

  /** Returns that the step took effect and made {@code output}. */
  static <O> Probed<O> done(O output) {
    return new Done<>(output);
  }

  /** Returns that a step without an output took effect. */
  static Probed<Void> done() {
    return new Done<>(null);
  }

  /** Returns that the step took no effect. */
  static <O> Probed<O> notDone() {
    return new NotDone<>();
  }

  /** Returns that it cannot be told; a person is asked. */
  static <O> Probed<O> unknown(String why) {
    return new Unknown<>(why);
  }

  /** Returns {@link #done} of what was found, or {@link #notDone}. */
  static <O> Probed<O> of(Optional<O> found) {
    return found.<Probed<O>>map(Probed::done).orElseGet(Probed::notDone);
  }

  /** The step took effect. */
  record Done<O>(@Nullable O output) implements Probed<O> {}

  /** The step took no effect. */
  record NotDone<O>() implements Probed<O> {}

  /** It cannot be told. */
  record Unknown<O>(String why) implements Probed<O> {}
}
