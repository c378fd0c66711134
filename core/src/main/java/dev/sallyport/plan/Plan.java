package dev.sallyport.plan;

import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named, versioned, immutable graph of phases, with the values bound to its inputs so far.
 *
 * <p>Built by {@link PlanBuilder#build}, so it is valid. Thread-safe.
 */
public final class Plan {
  private final String name;
  private final int version;
  private final Set<Integer> resumesFrom;
  private final List<Input<?>> inputs;
  private final List<Secret<?>> secrets;
  private final Graph graph;
  private final PlanDescription description;
  private final boolean asksOnUndoFailure;
  private final Duration grace;
  private final StartRules startRules;
  private final Map<Input<?>, Object> values;
  private final Map<Secret<?>, Object> secretValues;

  Plan(PlanBuilder builder, Graph graph, PlanDescription description) {
    this.name = builder.name;
    this.version = builder.version;
    this.resumesFrom = Collections.unmodifiableSet(new TreeSet<>(builder.resumesFrom));
    this.inputs = List.copyOf(builder.inputs);
    this.secrets = List.copyOf(builder.secrets);
    this.asksOnUndoFailure = builder.asksOnUndoFailure;
    this.grace = builder.grace;
    this.startRules = builder.startRules();
    this.graph = graph;
    this.description = description;
    this.values = Map.of();
    this.secretValues = Map.of();
  }

  private Plan(Plan plan, Map<Input<?>, Object> values, Map<Secret<?>, Object> secretValues) {
    this.name = plan.name;
    this.version = plan.version;
    this.resumesFrom = plan.resumesFrom;
    this.inputs = plan.inputs;
    this.secrets = plan.secrets;
    this.asksOnUndoFailure = plan.asksOnUndoFailure;
    this.grace = plan.grace;
    this.startRules = plan.startRules;
    this.graph = plan.graph;
    this.description = plan.description;
    this.values = values;
    this.secretValues = secretValues;
  }

  /** Begins a plan; the same as {@link Dsl#plan}. */
  public static PlanBuilder named(String name, int version) {
    return new PlanBuilder(name, version, Source.here());
  }

  /**
   * Returns this plan with a value for one of its inputs.
   *
   * @throws IllegalArgumentException if the plan has no such input
   */
  public <T> Plan with(Input<T> input, T value) {
    Objects.requireNonNull(value, "value");
    if (!inputs.contains(input)) {
      throw new IllegalArgumentException(
          "The plan '" + name + "' has no input '" + input.name() + "'. It has " + inputs + ".");
    }
    Map<Input<?>, Object> more = new LinkedHashMap<>(values);
    more.put(input, value);
    return new Plan(this, more, secretValues);
  }

  /**
   * Returns this plan with the value of one of its secrets.
   *
   * @throws IllegalArgumentException if the plan has no such secret
   */
  public <T> Plan with(Secret<T> secret, T value) {
    Objects.requireNonNull(value, "value");
    if (!secrets.contains(secret)) {
      throw new IllegalArgumentException(
          "The plan '" + name + "' has no secret '" + secret.name() + "'. It has " + secrets + ".");
    }
    Map<Secret<?>, Object> more = new LinkedHashMap<>(secretValues);
    more.put(secret, value);
    return new Plan(this, values, more);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the version. */
  public int version() {
    return version;
  }

  /** Returns the older versions whose unfinished runs this plan may resume, in order. */
  public Set<Integer> resumesFrom() {
    return resumesFrom;
  }

  /** Returns the inputs in the order of their declaration. */
  public List<Input<?>> inputs() {
    return inputs;
  }

  /** Returns the secrets in the order of their declaration. */
  public List<Secret<?>> secrets() {
    return secrets;
  }

  /** Returns the compiled order of the nodes. */
  public Graph graph() {
    return graph;
  }

  /** Returns the plan as data: what the journal keeps of it. */
  public PlanDescription description() {
    return description;
  }

  /** Returns the hash of ids, kinds, edges and types. */
  public String fingerprint() {
    return description.fingerprint();
  }

  /** Returns the hash of timeouts, retries, timings and other policies. */
  public String policyFingerprint() {
    return description.policyFingerprint();
  }

  /** Returns whether a failed undo waits for a person instead of being left over. */
  public boolean asksOnUndoFailure() {
    return asksOnUndoFailure;
  }

  /** Returns how long code that was told to stop is waited for before a person is asked. */
  public Duration grace() {
    return grace;
  }

  /** Returns when a run may go forward for the first time. */
  public StartRules startRules() {
    return startRules;
  }

  /** Returns the value of an input: the bound one, else its default, else null. */
  public @Nullable Object value(Input<?> input) {
    Object bound = values.get(input);
    return bound != null ? bound : input.fallback();
  }

  /** Returns the bound secrets; its {@code toString} shows none of them. */
  public Secret.Source secretSource() {
    return Secret.Source.of(secretValues);
  }

  /**
   * Returns the texts that must not appear in anything written: the bound secrets that are text.
   */
  public List<String> secretTexts() {
    List<String> texts = new ArrayList<>();
    for (Object value : secretValues.values()) {
      if (value instanceof char[] chars) {
        texts.add(new String(chars));
      } else if (value instanceof CharSequence text) {
        texts.add(text.toString());
      }
    }
    texts.removeIf(String::isBlank);
    return texts;
  }

  /** Returns the inputs and secrets that nothing is bound to, by name. */
  public List<String> unbound() {
    List<String> missing = new ArrayList<>();
    for (Input<?> input : inputs) {
      if (value(input) == null) {
        missing.add("input " + input.name());
      }
    }
    for (Secret<?> secret : secrets) {
      if (!secretValues.containsKey(secret)) {
        missing.add("secret " + secret.name());
      }
    }
    return missing;
  }

  @Override
  public String toString() {
    return "plan " + name + " " + version;
  }
}
