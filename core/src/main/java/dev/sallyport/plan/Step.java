package dev.sallyport.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that produces an {@code O}; it is also the typed reference to that output.
 *
 * <p>Defaults: no timeout, one attempt, not idempotent, on failure the run rolls back. The effect
 * has no default: a step without one is refused. Immutable: every method returns a changed copy,
 * and a copy refers to the same output as the original.
 *
 * @param <O> the output; {@code Void} for none
 */
public final class Step<O> implements Ref<O> {
  private static final Duration PROBE_TIMEOUT = Duration.ofMinutes(1);
  private static final Retry PROBE_RETRY = Retry.every(Duration.ofSeconds(1));

  private final String name;
  private final Class<O> type;
  private final List<Ref<?>> uses;
  private final StepBody.Any<O> body;
  private final Source source;
  private final Object identity;
  private List<Step<?>> after = List.of();
  private @Nullable Effect<O> effect;
  private StepBody.@Nullable Probe<O> probe;
  private @Nullable Duration timeout;
  private Retry retry = Retry.none();
  private boolean idempotent;
  private OnFailure onFailure = OnFailure.ROLL_BACK;
  private Codec<O> codec;
  private Marks marks = Marks.NONE;

  Step(String name, Class<O> type, List<Ref<?>> uses, StepBody.Any<O> body, Source source) {
    this(name, type, uses, body, source, new Object(), Codec.json(type));
  }

  private Step(
      String name,
      Class<O> type,
      List<Ref<?>> uses,
      StepBody.Any<O> body,
      Source source,
      Object identity,
      Codec<O> codec) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = Objects.requireNonNull(type, "type");
    this.uses = List.copyOf(uses);
    this.body = Objects.requireNonNull(body, "body");
    this.source = source;
    this.identity = identity;
    this.codec = codec;
  }

  private Step<O> with(Consumer<Step<O>> change) {
    Step<O> copy = new Step<>(name, type, uses, body, source, identity, codec);
    copy.after = after;
    copy.effect = effect;
    copy.probe = probe;
    copy.timeout = timeout;
    copy.retry = retry;
    copy.idempotent = idempotent;
    copy.onFailure = onFailure;
    copy.marks = marks;
    change.accept(copy);
    return copy;
  }

  /** Returns this step, reversible: {@code undo} takes back what the step made. */
  public Step<O> onRollback(StepBody.Undo<O> undo) {
    return onRollback(undo, UndoPolicy.undo());
  }

  /** Returns this step, reversible, with the undo's own timeout, retry and verification. */
  public Step<O> onRollback(StepBody.Undo<O> undo, UndoPolicy policy) {
    Objects.requireNonNull(undo, "undo");
    Objects.requireNonNull(policy, "policy");
    return with(s -> s.effect = new Effect.Reversible<>(undo, policy));
  }

  /**
   * Returns this step, which is undone as before, but by another policy: such as with a
   * verification.
   *
   * @throws IllegalStateException if it has no undo
   */
  public Step<O> undoPolicy(UnaryOperator<UndoPolicy> change) {
    if (effect instanceof Effect.Reversible<O> reversible) {
      return onRollback(reversible.undo(), change.apply(reversible.policy()));
    }
    throw new IllegalStateException(
        "The step '" + name + "' has no undo, so no policy of it can change. Say onRollback(...).");
  }

  /** Returns this step, whose effect stays, and why that is accepted. */
  public Step<O> irreversible(String why) {
    Require.text(why, "reason");
    return with(s -> s.effect = new Effect.Irreversible<>(why));
  }

  /** Returns this step, which changes nothing; after a crash it simply runs again. */
  public Step<O> readOnly() {
    return with(s -> s.effect = new Effect.ReadOnly<>());
  }

  /** Returns this step with a way to find out whether it took effect, for unknown outcomes. */
  public Step<O> probe(StepBody.Probe<O> newProbe) {
    Objects.requireNonNull(newProbe, "probe");
    return with(s -> s.probe = newProbe);
  }

  /** Returns this step with a limit for each attempt, after which it is interrupted. */
  public Step<O> timeout(Duration limit) {
    Require.positive(limit, "timeout");
    return with(s -> s.timeout = limit);
  }

  /** Returns this step with retries. */
  public Step<O> retry(Retry policy) {
    Objects.requireNonNull(policy, "retry");
    return with(s -> s.retry = policy);
  }

  /** Returns this step, which may run again when it is unknown whether it ran. */
  public Step<O> idempotent() {
    return with(s -> s.idempotent = true);
  }

  /** Returns this step, run after other steps of its {@code parallel(...)}, without their data. */
  public Step<O> after(Step<?>... steps) {
    List<Step<?>> all = new ArrayList<>(after);
    all.addAll(List.of(steps));
    return with(s -> s.after = List.copyOf(all));
  }

  /** Returns this step with what follows when it fails; default {@link OnFailure#ROLL_BACK}. */
  public Step<O> onFailure(OnFailure action) {
    Objects.requireNonNull(action, "action");
    if (action == OnFailure.WARN && type != Void.class) {
      throw new IllegalArgumentException(
          "The step '"
              + name
              + "' makes an output, which would be missing if its failure only"
              + " warned. Let it make none, or handle the failure in its code.");
    }
    return with(s -> s.onFailure = action);
  }

  /** Returns this step, its output written to the journal by {@code newCodec}. */
  public Step<O> codec(Codec<O> newCodec) {
    Objects.requireNonNull(newCodec, "codec");
    return with(s -> s.codec = newCodec);
  }

  /** Returns this step with its text in the checklist; default its name. */
  public Step<O> label(String text) {
    return with(s -> s.marks = marks.labelled(text));
  }

  /** Returns this step, covering these items of a checklist too, each of which is covered once. */
  public Step<O> covers(String... ids) {
    return with(s -> s.marks = marks.covering(ids));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<O> type() {
    return type;
  }

  /** Returns its text in the checklist. */
  public String label() {
    return marks.labelOr(name);
  }

  /** Returns the ids of the checklist's items it covers. */
  public List<String> covers() {
    return marks.covers();
  }

  /** Returns the values the step uses, in order. */
  public List<Ref<?>> uses() {
    return uses;
  }

  /** Returns the steps it runs after without using their output. */
  public List<Step<?>> after() {
    return after;
  }

  /**
   * Returns the effect.
   *
   * @throws IllegalStateException if none was declared, which no built plan allows
   */
  public Effect<O> effect() {
    if (effect == null) {
      throw new IllegalStateException("Step '" + name + "' declares no effect.");
    }
    return effect;
  }

  boolean declaresEffect() {
    return effect != null;
  }

  /** Returns the probe, or null. */
  public StepBody.@Nullable Probe<O> probe() {
    return probe;
  }

  /** Returns the limit of each attempt; null for none. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** Returns when a failed attempt is made again. */
  public Retry retry() {
    return retry;
  }

  /** Returns the limit of each attempt to probe: the step's own, or a minute if it has none. */
  public Duration probeTimeout() {
    return timeout == null ? PROBE_TIMEOUT : timeout;
  }

  /** Returns when a failed probe is made again: three attempts in all, a second apart. */
  public Retry probeRetry() {
    return PROBE_RETRY;
  }

  /** Returns whether the step may run again when it is unknown whether it ran. */
  public boolean isIdempotent() {
    return idempotent;
  }

  /** Returns what follows when the step fails. */
  public OnFailure onFailure() {
    return onFailure;
  }

  /** Returns how the output is written. */
  public Codec<O> codec() {
    return codec;
  }

  /**
   * Runs the step's code once, on this thread.
   *
   * @param values the values of {@link #uses}, in that order
   * @throws Exception what the code throws
   */
  public @Nullable O run(StepContext context, @Nullable Object[] values) throws Exception {
    return body.run(context, values);
  }

  Marks marks() {
    return marks;
  }

  Source source() {
    return source;
  }

  /** Returns whether the other refers to the same output: it is this step or a copy. */
  boolean sameAs(Step<?> other) {
    return identity == other.identity;
  }

  Object identity() {
    return identity;
  }

  @Override
  public String toString() {
    return "step " + name;
  }
}
