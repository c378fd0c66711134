package dev.sallyport.review;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What of a plan can be taken back, and how long that takes at worst from each of its nodes.
 *
 * <p>At worst every attempt takes its timeout and the plan's grace, every retry is used and its
 * delay as long as jitter allows, a probe is asked after each attempt, gates, verifications and
 * approvals take their whole time, and the last sample of a watch as long as it may. Not counted:
 * how long people think about what a run asks them, pauses, and time in which no engine runs. A
 * {@code RetryConfig} whose interval function is random is taken at the delays it draws now.
 * Immutable.
 *
 * @param plan the plan's name
 * @param version its version
 * @param grace how long code that was told to stop is waited for
 * @param steps the steps, in the order of the plan
 * @param phases the phases with an onRollback, in the order of the plan
 * @param points the points of no return, in the order of the plan
 * @param watches the watches, in the order of the plan
 * @param told who is told of the moments of a run; empty where the plan makes no announcements
 * @param waysBack the way back from each node, in the order of the plan
 */
public record RollbackCoverage(
    String plan,
    int version,
    Duration grace,
    List<StepCoverage> steps,
    List<PhaseCoverage> phases,
    List<PointOfNoReturn> points,
    List<WatchCoverage> watches,
    List<Told> told,
    List<WayBack> waysBack) {

  /** Copies the lists. */
  public RollbackCoverage {
    steps = List.copyOf(steps);
    phases = List.copyOf(phases);
    points = List.copyOf(points);
    watches = List.copyOf(watches);
    told = List.copyOf(told);
    waysBack = List.copyOf(waysBack);
  }

  /** Returns the coverage of a plan; nothing of the plan is run. */
  public static RollbackCoverage of(Plan plan) {
    Limits limits = Limits.of(plan);
    List<StepCoverage> steps = new ArrayList<>();
    List<PointOfNoReturn> points = new ArrayList<>();
    for (Node node : plan.graph().nodes()) {
      if (node instanceof Node.StepNode step) {
        steps.add(StepCoverage.of(step, limits));
      } else if (node instanceof Node.PointNode point) {
        points.add(new PointOfNoReturn(point.path(), point.why()));
      }
    }
    List<PhaseCoverage> phases = new ArrayList<>();
    for (Graph.PhaseNode phase : plan.graph().phases()) {
      if (phase.phase().undo() != null) {
        UndoCoverage undo = UndoCoverage.of(phase.phase().undoPolicy(), false, limits.undo(phase));
        phases.add(new PhaseCoverage(phase.name(), undo));
      }
    }
    List<WatchCoverage> watches =
        plan.graph().watches().stream()
            .map(watch -> WatchCoverage.of(plan.graph(), watch, limits))
            .toList();
    return new RollbackCoverage(
        plan.name(),
        plan.version(),
        plan.grace(),
        steps,
        phases,
        points,
        watches,
        Told.of(plan),
        WaysBack.of(plan));
  }

  /**
   * Returns until when one must have decided to go back, at each node, so that all is undone when a
   * window ends; shown in UTC.
   */
  public Deadlines decideBy(Instant windowEnd) {
    return Deadlines.of(this, Objects.requireNonNull(windowEnd, "windowEnd"));
  }

  /** Returns the coverage as plain text. */
  public String text() {
    return CoverageSheet.of(this).text();
  }

  /** Returns the coverage as Markdown. */
  public String markdown() {
    return CoverageSheet.of(this).markdown();
  }

  /** Returns the coverage as one JSON object, on several lines; durations are ISO-8601 text. */
  public String json() {
    return CoverageJson.write(this, null);
  }
}
