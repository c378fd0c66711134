package dev.sallyport.plan;

import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collects what a plan is made of; {@link #build} checks it all and makes the plan. Not
 * thread-safe.
 */
public final class PlanBuilder {
  final String name;
  final int version;
  final Source source;
  final List<Input<?>> inputs = new ArrayList<>();
  final List<Secret<?>> secrets = new ArrayList<>();
  final List<Phase> phases = new ArrayList<>();
  final List<Watch> watches = new ArrayList<>();
  final List<Integer> resumesFrom = new ArrayList<>();
  boolean asksOnUndoFailure;
  Duration grace = Duration.ofSeconds(10);

  PlanBuilder(String name, int version, Source source) {
    this.name = Objects.requireNonNull(name, "name");
    this.version = version;
    this.source = source;
  }

  /** Adds inputs, which a run must bind. */
  public PlanBuilder inputs(Input<?>... more) {
    inputs.addAll(List.of(more));
    return this;
  }

  /** Adds secrets, which a run must bind each time it is started or resumed. */
  public PlanBuilder secrets(Secret<?>... more) {
    secrets.addAll(List.of(more));
    return this;
  }

  /** Adds phases. */
  public PlanBuilder phases(Phase... more) {
    phases.addAll(List.of(more));
    return this;
  }

  /** Adds watches. */
  public PlanBuilder watches(Watch... more) {
    watches.addAll(List.of(more));
    return this;
  }

  /** States that unfinished runs of these older versions may be resumed with this one. */
  public PlanBuilder resumesFrom(int... versions) {
    for (int older : versions) {
      resumesFrom.add(older);
    }
    return this;
  }

  /** Makes a failed undo wait for a person, who may retry or skip it; otherwise it is left over. */
  public PlanBuilder askOnUndoFailure() {
    asksOnUndoFailure = true;
    return this;
  }

  /**
   * Sets how long code that was told to stop is waited for before a person is asked; default 10 s.
   */
  public PlanBuilder grace(Duration span) {
    grace = Require.positive(span, "grace");
    return this;
  }

  /**
   * Returns the plan.
   *
   * @throws InvalidPlanException if anything is wrong with it; it names everything that is
   */
  public Plan build() {
    Problems problems = new Problems();
    PlanCheck.check(this, problems);
    Graph graph = GraphCompiler.compile(phases, watches, problems);
    problems.throwIfAny(name);
    return new Plan(this, graph, PlanDescription.of(this, graph));
  }
}
