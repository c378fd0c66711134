package dev.sallyport.examples.webhook;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.watch;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Watch;
import java.util.List;

/** The checklist's section "Post-Deployment Tasks". */
final class PostDeploymentTasks {
  private final WebhookSystems on;

  PostDeploymentTasks(WebhookSystems on) {
    this.on = on;
  }

  Phase firstHours() {
    return phase("First 2 hours")
        .soak(soak("two-hours", on.pace.firstHours()))
        .gate(
            approval("issues", "lead engineer")
                .attests("lead engineer", "Document any unexpected issues", "PR-085")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }

  /** The three that the checklist wants to be looked at, all at once, for two hours. */
  List<Watch> watches(Phase firstHours) {
    Check metrics =
        Monitoring.success(on)
            .staysAbove(percent(99))
            .and(Monitoring.latency(on).staysBelow(ofMillis(50)));
    return List.of(
        watch("all-metrics", metrics)
            .over(firstHours)
            .every(on.pace.every())
            .tripsAfter(on.pace.blind())
            .onTrip(OnFailure.ASK)
            .blindFor(on.pace.blind())
            .covers("PR-082")
            .label("Monitor all metrics closely"),
        watch(
                "error-log",
                on.files
                    .logSinceMarkIn(on.home.mark().toString())
                    .lines("ERROR|CRITICAL|SEVERE|Exception")
                    .alive("ready")
                    .staysAtMost(0L))
            .over(firstHours)
            .every(on.pace.every())
            .onTrip(OnFailure.ASK)
            .blindFor(on.pace.blind())
            .covers("PR-083")
            .label("Review error logs for any issues"),
        watch("customers-can", new TestWebhook(on).replay().and(on.up()))
            .over(firstHours)
            .every(on.pace.every().multipliedBy(4))
            .tripsOnInARow(2)
            .onTrip(OnFailure.ASK)
            .blindFor(on.pace.blind())
            .covers("PR-084")
            .label("Validate customer-facing functionality"));
  }

  Phase firstDay() {
    return phase("First 24 hours")
        .monitor(
            monitor("stable", Monitoring.success(on).staysAbove(percent(99)).and(on.up()))
                .window(on.pace.firstDay(), on.pace.sparse())
                .failsOnInARow(3)
                .onFailure(OnFailure.ASK)
                .covers("PR-089")
                .label("System stability validation"))
        .gate(
            approval("first-day", "security engineer")
                .attests("security engineer", "Security event review", "PR-087")
                .attests("support manager", "Customer feedback monitoring", "PR-088")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }

  Phase firstWeek() {
    return phase("First week")
        .monitor(
            monitor("still-stable", on.up())
                .window(on.pace.firstWeek(), on.pace.sparse())
                .failsOnInARow(3)
                .onFailure(OnFailure.ASK))
        .gate(
            approval("first-week", "security engineer")
                .attests("security engineer", "Security audit validation", "PR-091")
                .attests("product manager", "Customer satisfaction metrics", "PR-092")
                .attests("lead engineer", "Lessons learned documentation", "PR-093")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }
}
