package dev.sallyport.cli;

import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.report.NodeState;
import dev.sallyport.report.NodeStory;
import dev.sallyport.report.Report;
import dev.sallyport.report.Story;
import dev.sallyport.review.RollbackCoverage;
import dev.sallyport.review.WayBack;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a run's walk back could take at worst, by the plan, which the journal does not hold. */
record WorstWayBack(Tool tool) {
  private static final Pattern CHECK = Pattern.compile("check=.*? every=", Pattern.DOTALL);

  /**
   * Returns the report with it; without it if the plan is not the one that ran, or has no limit.
   */
  Report of(Report report) {
    Story story = report.story();
    if (story.rollback() == null || story.plan() == null) {
      return report;
    }
    Plan plan;
    try {
      plan = tool.plan();
    } catch (RuntimeException e) {
      tool.warn(
          "The walk back is not estimated, because the plan cannot be made: " + e.getMessage());
      return report;
    }
    return isThat(plan, story.plan())
        ? atWorst(plan, story).map(report::wayBackAtWorst).orElse(report)
        : report;
  }

  private static boolean isThat(Plan plan, PlanDescription recorded) {
    return plan.fingerprint().equals(recorded.fingerprint())
        && limits(plan.description()).equals(limits(recorded));
  }

  /** Returns all policies; what checks are called, often an address, limits nothing. */
  private static List<String> limits(PlanDescription plan) {
    return plan.entries().stream()
        .map(entry -> CHECK.matcher(entry.policy()).replaceAll("check= every="))
        .toList();
  }

  private static Optional<Duration> atWorst(Plan plan, Story story) {
    return RollbackCoverage.of(plan).waysBack().stream()
        .filter(way -> leadsBack(way, story))
        .map(WayBack::undo)
        .max(Comparator.comparing(worst -> worst.limited()))
        .filter(worst -> worst.hasLimit())
        .map(worst -> worst.limited());
  }

  /** If a person turned the run, any node that it had reached may be where it was. */
  private static boolean leadsBack(WayBack way, Story story) {
    String trigger = story.rollback() == null ? "" : story.rollback().path();
    NodeStory node = story.node(way.path());
    return trigger.isEmpty()
        ? node != null && node.state() != NodeState.NOT_REACHED
        : way.path().equals(trigger);
  }
}
