package dev.sallyport.plan;

import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  final List<Announcement> announcements = new ArrayList<>();
  final List<MaintenanceWindow> windows = new ArrayList<>();
  final List<Freeze> freezes = new ArrayList<>();
  @Nullable Duration notice;
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
    return phases(List.of(more));
  }

  /** Adds phases. */
  public PlanBuilder phases(Collection<Phase> more) {
    phases.addAll(more);
    return this;
  }

  /** Adds watches. */
  public PlanBuilder watches(Watch... more) {
    return watches(List.of(more));
  }

  /** Adds watches. */
  public PlanBuilder watches(Collection<Watch> more) {
    watches.addAll(more);
    return this;
  }

  /** Adds announcements. */
  public PlanBuilder announcements(Announcement... more) {
    return announcements(List.of(more));
  }

  /** Adds announcements. */
  public PlanBuilder announcements(Collection<Announcement> more) {
    announcements.addAll(more);
    return this;
  }

  /** Adds times of the week in which a run may start; by default it may at any time. */
  public PlanBuilder startsIn(MaintenanceWindow... more) {
    windows.addAll(List.of(more));
    return this;
  }

  /** Adds times in which no run may start. */
  public PlanBuilder neverIn(Freeze... more) {
    freezes.addAll(List.of(more));
    return this;
  }

  /**
   * Makes a run wait from its start until so much later, and from then on until it is in a window
   * and in no freeze; announcements {@code atNotice()} are sent at once. Without a notice a start
   * at the wrong time is refused.
   */
  public PlanBuilder notice(Duration span) {
    notice = Require.positive(span, "notice");
    return this;
  }

  StartRules startRules() {
    return new StartRules(windows, freezes, notice);
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
    Graph graph = GraphCompiler.compile(phases, watches, announcements, problems);
    problems.throwIfAny(name);
    return new Plan(this, graph, PlanDescription.of(this, graph));
  }
}
