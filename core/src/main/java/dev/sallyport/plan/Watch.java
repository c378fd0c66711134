package dev.sallyport.plan;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A check kept running in the background over a span of phases; when it trips, it acts.
 *
 * <p>The check says what is healthy: {@code errorRate.below(percent(5))}. Whatever can be judged
 * and is no pass is a failed sample: there is no "not yet" for what was healthy. It goes on being
 * asked while the run waits for gates, people and pauses, and once more before its span closes;
 * what comes behind the span waits for that last sample. After a restart nothing moves until each
 * open watch has judged again.
 *
 * <p>Defaults: over the whole plan; a sample every 30 s, each within 30 s; the first failed sample
 * trips it and rolls the run back; when nothing could be judged for 5 min, a person is asked. One
 * that only warns does so once. Immutable: every method returns a changed copy.
 */
public final class Watch {
  private final Gate gate;
  private final @Nullable String first;
  private final @Nullable String last;

  private Watch(Gate gate, @Nullable String first, @Nullable String last) {
    this.gate = gate;
    this.first = first;
    this.last = last;
  }

  static Watch named(Gate gate) {
    return new Watch(
        gate.with(
            p -> {
              p.kind = GatePolicy.Kind.WATCH;
              p.every = Duration.ofSeconds(30);
              p.inconclusiveFor = Duration.ofMinutes(5);
              p.onBlind = OnFailure.ASK;
            }),
        null,
        null);
  }

  /** Returns this watch, over one phase. */
  public Watch over(Phase phase) {
    return over(phase, phase);
  }

  /** Returns this watch, from the start of one phase to the end of another. */
  public Watch over(Phase from, Phase until) {
    return new Watch(gate, from.name(), until.name());
  }

  /** Returns this watch, from the start of a phase to the end of the plan. */
  public Watch from(Phase phase) {
    return new Watch(gate, phase.name(), null);
  }

  /** Returns this watch taking a sample so long after the one before; default 30 s. */
  public Watch every(Duration interval) {
    return with(g -> g.every(interval));
  }

  /** Returns this watch, tripping on the n-th failed sample; default 1. */
  public Watch tripsOn(int count) {
    return counting(g -> g.failsOn(count));
  }

  /** Returns this watch, tripping on the n-th failed sample within a span. */
  public Watch tripsOn(int count, Duration span) {
    return counting(g -> g.failsOn(count, span));
  }

  /** Returns this watch, tripping on the n-th failed sample in a row. */
  public Watch tripsOnInARow(int count) {
    return counting(g -> g.failsOnInARow(count));
  }

  /**
   * Returns this watch, tripping once its samples have failed for so long: from the first failed
   * one to the last, with none between them that passed. Time without an engine does not count.
   */
  public Watch tripsAfter(Duration span) {
    Require.positive(span, "failing span");
    return with(
        g ->
            g.with(
                p -> {
                  p.failingFor = span;
                  p.failures = Integer.MAX_VALUE;
                  p.failureWindow = null;
                }));
  }

  /** Returns this watch with what follows when it trips; default {@link OnFailure#ROLL_BACK}. */
  public Watch onTrip(OnFailure action) {
    return with(g -> g.onFailure(action));
  }

  /**
   * Returns this watch, blind when nothing could be judged for so long: neither a pass nor a fail.
   */
  public Watch blindFor(Duration span) {
    return with(g -> g.inconclusiveFor(span));
  }

  /** Returns this watch with what follows when it is blind; default {@link OnFailure#ASK}. */
  public Watch onBlind(OnFailure action) {
    return with(g -> g.with(p -> p.onBlind = action));
  }

  /** Returns this watch, giving each sample so long; default 30 s. */
  public Watch sampleTimeout(Duration limit) {
    return with(g -> g.sampleTimeout(limit));
  }

  /** Returns this watch with its text in the checklist; default its name. */
  public Watch label(String text) {
    return with(g -> g.label(text));
  }

  /** Returns this watch, covering these items of a checklist too. */
  public Watch covers(String... ids) {
    return with(g -> g.covers(ids));
  }

  private Watch with(UnaryOperator<Gate> change) {
    return new Watch(change.apply(gate), first, last);
  }

  private Watch counting(UnaryOperator<Gate> change) {
    return with(g -> change.apply(g).with(p -> p.failingFor = null));
  }

  /** Returns the name. */
  public String name() {
    return gate.name();
  }

  /** Returns its text in the checklist. */
  public String label() {
    return gate.label();
  }

  /** Returns the ids of the checklist's items it covers. */
  public List<String> covers() {
    return gate.covers();
  }

  /** Returns its check, its timing and its budgets, as the engine asks and judges it. */
  public Gate gate() {
    return gate;
  }

  /** Returns the name of the phase with which it begins; null for the start of the plan. */
  @Nullable String first() {
    return first;
  }

  /** Returns the name of the phase with which it ends; null for the end of the plan. */
  @Nullable String last() {
    return last;
  }

  @Override
  public String toString() {
    return "watch " + name();
  }
}
