package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.plan;

import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The blue-green deployment of an analytics platform: a checklist of 156 items as a plan. Each of
 * its sections is a file; each item carries its id.
 */
public final class AnalyticsPlan {
  private AnalyticsPlan() {}

  /**
   * Returns the plan; its secrets are to be bound.
   *
   * @param journals where its runs are recorded, of which the incident report is made
   */
  public static Plan of(AnalyticsSystems on, Journals journals) {
    return build(on, new Communication(on)::announcements);
  }

  /** Returns the plan without what it tells people, which never changes what comes of a run. */
  static Plan withoutAnnouncements(AnalyticsSystems on) {
    return build(on, (deployed, watched) -> List.of());
  }

  private static Plan build(
      AnalyticsSystems on, BiFunction<Phase, Phase, List<Announcement>> announcements) {
    SmokeTests smoke = new SmokeTests(on);
    PerformanceValidation performance = new PerformanceValidation(on);
    FunctionalValidation functional = new FunctionalValidation(on);
    MonitoringAndAlerts monitoring = new MonitoringAndAlerts(on);
    Communication communication = new Communication(on);
    SignOff signOff = new SignOff(on);

    Phase validated = monitoring.dashboards();

    return plan("analytics-deployment", 1)
        .secrets(
            Secrets.WEBHOOK,
            Secrets.API,
            Secrets.REDIS,
            Secrets.SENDGRID,
            Secrets.SENTRY,
            Secrets.GRAFANA,
            Secrets.STATUS_PAGE,
            Secrets.SLACK,
            Secrets.TEAMS)
        .startsIn(on.pace.maintenance())
        .notice(on.pace.notice())
        .phases(
            communication.before(),
            signOff.required(),
            signOff.last(),
            smoke.onGreen(),
            monitoring.alerts(),
            performance.targets(),
            functional.analytics(),
            functional.caching(),
            functional.integrations(),
            functional.reporting(),
            validated,
            communication.after())
        .announcements(announcements.apply(validated, validated))
        .askOnUndoFailure()
        .build();
  }
}
