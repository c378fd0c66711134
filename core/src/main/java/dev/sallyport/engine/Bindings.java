package dev.sallyport.engine;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a run: inputs as the journal has them, secrets as the plan was bound. Immutable.
 */
final class Bindings {
  private final Map<Input<?>, Object> inputs = new HashMap<>();
  private final Secret.Source secrets;

  private Bindings(Secret.Source secrets) {
    this.secrets = secrets;
  }

  /**
   * Returns the inputs of a plan as JSON, by name.
   *
   * @throws EngineException if something is not bound, or an input holds a secret
   */
  static Map<String, String> encode(Plan plan, Redactor redactor) {
    requireBound(plan, plan.unbound());
    Map<String, String> encoded = new LinkedHashMap<>();
    for (Input<?> input : plan.inputs()) {
      String json = encode(input, plan.value(input));
      if (redactor.finds(json)) {
        throw new EngineException(
            "The input '"
                + input.name()
                + "' holds the value of a secret, and inputs are recorded. Bind it to a secret only.");
      }
      encoded.put(input.name(), json);
    }
    return encoded;
  }

  @SuppressWarnings("unchecked") // Plan.with takes only values of the input's type
  private static <T> String encode(Input<T> input, @Nullable Object value) {
    return input.codec().encode((T) value);
  }

  /** Returns the bindings of a run whose journal has these inputs. */
  static Bindings of(Plan plan, Map<String, String> recorded) {
    requireBound(plan, plan.unbound().stream().filter(what -> what.startsWith("secret ")).toList());
    Bindings bindings = new Bindings(plan.secretSource());
    for (Input<?> input : plan.inputs()) {
      String json = recorded.get(input.name());
      Object value = json == null ? plan.value(input) : input.codec().decode(json);
      if (value != null) {
        bindings.inputs.put(input, value);
      }
    }
    return bindings;
  }

  private static void requireBound(Plan plan, List<String> missing) {
    if (!missing.isEmpty()) {
      throw new EngineException(
          "The plan '"
              + plan.name()
              + "' cannot run: nothing is bound to "
              + String.join(", ", missing)
              + ". Bind each with plan.with(...).");
    }
  }

  @Nullable Object value(Input<?> input) {
    return inputs.get(input);
  }

  Secret.Source secrets() {
    return secrets;
  }
}
