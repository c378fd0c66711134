package dev.sallyport.cli;

import dev.sallyport.plan.Codec;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds inputs given as text: JSON, or the plain text of what JSON has as text. */
final class InputValues {
  private InputValues() {}

  static Plan bind(Plan plan, List<String> given) {
    Plan bound = plan;
    for (String one : given) {
      int split = one.indexOf('=');
      if (split < 1) {
        throw new UsageProblem("--input '" + one + "' is not of the form NAME=VALUE.");
      }
      bound = bind(bound, one.substring(0, split), one.substring(split + 1));
    }
    return bound;
  }

  private static Plan bind(Plan plan, String name, String text) {
    for (Input<?> input : plan.inputs()) {
      if (input.name().equals(name)) {
        return bind(plan, input, text);
      }
    }
    String names =
        plan.inputs().isEmpty()
            ? "It has none."
            : "It has "
                + plan.inputs().stream().map(Input::name).collect(Collectors.joining(", "))
                + ".";
    throw new UsageProblem("The plan '" + plan.name() + "' has no input '" + name + "'. " + names);
  }

  private static <T> Plan bind(Plan plan, Input<T> input, String text) {
    T value = input.type().equals(String.class) ? null : read(input.codec(), text);
    if (value == null) {
      value = read(input.codec(), quoted(text));
    }
    if (value == null) {
      throw new UsageProblem(
          "The input '"
              + input.name()
              + "' cannot be read from '"
              + text
              + "': it is a "
              + input.type().getSimpleName()
              + ". Give it as JSON, or as the plain text of a JSON text.");
    }
    return plan.with(input, value);
  }

  private static <T> @Nullable T read(Codec<T> codec, String json) {
    try {
      return codec.decode(json);
    } catch (IllegalArgumentException e) {
      // Not readable in this form; the other one is tried, and then the person is told.
      return null;
    }
  }

  private static String quoted(String text) {
    return Codec.json(String.class).encode(text);
  }
}
