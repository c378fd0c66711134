package dev.sallyport.plan;

import dev.sallyport.check.Check;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A gate holds the way until its check passes by its timing policy; then it is open for good.
 *
 * <p>Defaults: a sample every 5 s, each within 30 s; one pass opens; the first {@code Fail} ends
 * it; errors and inconclusive samples may last as long as the gate; on failure the run rolls back.
 * Only {@link #within} has no default. Immutable: every method returns a changed copy.
 */
public final class Gate {
  private final String name;
  private final Check check;
  private final @Nullable Check abort;
  private final GatePolicy policy;
  private final Marks marks;
  private final @Nullable Basis<?> basis;
  private final Source source;

  private Gate(
      String name,
      Check check,
      @Nullable Check abort,
      GatePolicy policy,
      Marks marks,
      @Nullable Basis<?> basis,
      Source source) {
    this.basis = basis;
    this.name = name;
    this.marks = marks;
    this.check = check;
    this.abort = abort;
    this.policy = policy;
    this.source = source;
  }

  static Gate named(String name, Check check, Source source) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(check, "check");
    return new Gate(name, check, null, new GatePolicy(), Marks.NONE, null, source);
  }

  static Gate named(String name, Basis<?> basis, Source source) {
    Check check = basis.without();
    return new Gate(name, check, null, new GatePolicy(), Marks.NONE, basis, source);
  }

  /** Returns the step whose output its check is made of; null if it is made of none. */
  public @Nullable Step<?> basis() {
    return basis == null ? null : basis.step();
  }

  /** Returns this gate with its check made of that output; null for none yet. */
  public Gate on(@Nullable Object output) {
    return basis == null
        ? this
        : new Gate(name, basis.of(output), abort, policy, marks, basis, source);
  }

  /** Returns this gate taking a sample so long after the one before; default 5 s. */
  public Gate every(Duration interval) {
    Require.positive(interval, "interval");
    return with(p -> p.every = interval);
  }

  /** Returns this gate, failing if it is not open so long after it was reached. */
  public Gate within(Duration limit) {
    Require.positive(limit, "limit");
    return with(p -> p.within = limit);
  }

  /** Returns this gate, not counting samples until so long after the step before it ended. */
  public Gate warmUp(Duration span) {
    Require.notNegative(span, "warm-up");
    return with(p -> p.warmUp = span);
  }

  /** Returns this gate, not counting samples until so long after the end of {@code exposure}. */
  public Gate warmUp(Duration span, Step<?> exposure) {
    Require.notNegative(span, "warm-up");
    return with(
        p -> {
          p.warmUp = span;
          p.exposure = exposure;
        });
  }

  /** Returns this gate, opening only when every sample over that span passed. */
  public Gate sustainedFor(Duration span) {
    Require.notNegative(span, "sustained span");
    return with(p -> p.sustained = span);
  }

  /**
   * Returns this gate, starting a sustained span anew after a longer silence; default two intervals
   * and a sample's timeout.
   */
  public Gate maxGap(Duration gap) {
    Require.positive(gap, "longest gap");
    return with(p -> p.maxGap = gap);
  }

  /** Returns this gate, opening only after so many passes, in a row; default 1. */
  public Gate minSamples(int count) {
    Require.atLeastOne(count, "number of samples");
    return with(p -> p.minSamples = count);
  }

  /** Returns this gate, failing on the n-th failed sample; default 1. */
  public Gate failsOn(int count) {
    Require.atLeastOne(count, "number of failures");
    return failures(count, false, null);
  }

  /** Returns this gate, failing on the n-th failed sample within a span. */
  public Gate failsOn(int count, Duration span) {
    Require.atLeastOne(count, "number of failures");
    Require.positive(span, "failure window");
    return failures(count, false, span);
  }

  /** Returns this gate, failing on the n-th failed sample in a row. */
  public Gate failsOnInARow(int count) {
    Require.atLeastOne(count, "number of failures");
    return failures(count, true, null);
  }

  /** Returns this gate, failing when its check has thrown for so long without a break. */
  public Gate errorsFor(Duration span) {
    Require.positive(span, "error budget");
    return with(p -> p.errorsFor = span);
  }

  /** Returns this gate, failing when its check was inconclusive for so long without a break. */
  public Gate inconclusiveFor(Duration span) {
    Require.positive(span, "inconclusive budget");
    return with(p -> p.inconclusiveFor = span);
  }

  /** Returns this gate, giving each sample so long; default 30 s. */
  public Gate sampleTimeout(Duration limit) {
    Require.positive(limit, "sample timeout");
    return with(p -> p.sampleTimeout = limit);
  }

  /** Returns this gate, failing at once when {@code danger} passes; asked beside each sample. */
  public Gate abortOn(Check danger) {
    return new Gate(
        name, check, Objects.requireNonNull(danger, "danger"), policy, marks, basis, source);
  }

  /** Returns this gate with what follows when it fails; default {@link OnFailure#ROLL_BACK}. */
  public Gate onFailure(OnFailure action) {
    Objects.requireNonNull(action, "action");
    return with(p -> p.onFailure = action);
  }

  /**
   * Returns this gate, which these roles may waive: with a reason, and until an instant by which it
   * must have been reached. By default nobody may.
   */
  public Gate waivableBy(String... roles) {
    List<String> all = Require.texts(roles, "role");
    return with(p -> p.waivableBy = all);
  }

  /** Returns this gate with its text in the checklist; default its name. */
  public Gate label(String text) {
    return new Gate(name, check, abort, policy, marks.labelled(text), basis, source);
  }

  /** Returns this gate, covering these items of a checklist too, each of which is covered once. */
  public Gate covers(String... ids) {
    return new Gate(name, check, abort, policy, marks.covering(ids), basis, source);
  }

  private Gate failures(int count, boolean inARow, @Nullable Duration span) {
    return with(
        p -> {
          p.failures = count;
          p.failuresInARow = inARow;
          p.failureWindow = span;
        });
  }

  Gate with(Consumer<GatePolicy> change) {
    return new Gate(name, check, abort, policy.with(change), marks, basis, source);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns its text in the checklist. */
  public String label() {
    return marks.labelOr(name);
  }

  /** Returns the ids of the checklist's items it covers. */
  public List<String> covers() {
    return marks.covers();
  }

  /** Returns what must pass. */
  public Check check() {
    return check;
  }

  /** Returns what ends the gate at once when it passes, or null. */
  public @Nullable Check abort() {
    return abort;
  }

  /** Returns the timing and the budgets. */
  public GatePolicy policy() {
    return policy;
  }

  Marks marks() {
    return marks;
  }

  Source source() {
    return source;
  }

  /**
   * Returns the policy as text, with the check by name.
   *
   * @param exposure how to call the step whose end starts the warm-up; null for its name
   */
  String describePolicy(@Nullable String exposure) {
    return "check="
        + check.name()
        + " "
        + policy.describe(exposure)
        + (abort == null ? "" : " abort-on=" + abort.name());
  }

  /** Returns what it is called: gate, monitor or soak. */
  String kind() {
    return policy.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return kind() + " " + name;
  }
}
