package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.plan;

import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * The blue-green deployment of an analytics platform: a checklist of 156 items as a plan. Each of
 * its sections is a file; each item carries its id.
 *
 * <p>Where the plan differs from its checklist, beside what the sections say themselves:
 *
 * <ul>
 *   <li>P3-144 to P3-156, the sign-offs, stand before the first thing in production is changed, and
 *       after all that can be asked without changing anything; the checklist has them at its end.
 *   <li>P3-101 to P3-107, the alerts, are asked for before traffic is switched.
 *   <li>P3-108 to P3-112, the way back, are the undos of the steps and what verifies them.
 *   <li>P3-113 is a page that is written when the run turns back; P3-114 to P3-116 are signed in
 *       {@link IncidentPlan}, which is run after it.
 *   <li>P3-117 to P3-132 are watches over four soaks, which last 48 hours in all; the triggers of
 *       the rollback watch from the switch of traffic until their end.
 *   <li>P3-138 ends with the deployment: nobody wants a message every half hour for two days.
 * </ul>
 */
public final class AnalyticsPlan {
  private AnalyticsPlan() {}

  /**
   * Returns the plan; its secrets are to be bound.
   *
   * @param journals where its runs are recorded, of which the incident report is made
   */
  public static Plan of(AnalyticsSystems on, Journals journals) {
    BlueGreen blueGreen = new BlueGreen(on);
    Phase serving = blueGreen.serving();
    MonitoringAndAlerts monitoring = new MonitoringAndAlerts(on);
    Phase validated = monitoring.dashboards();
    Monitoring48Hours monitored = new Monitoring48Hours(on);
    List<Phase> twoDays = monitored.phases();
    Phase watched = twoDays.get(twoDays.size() - 1);

    List<Phase> phases = new ArrayList<>(beforehand(on));
    phases.addAll(data(on));
    phases.add(blueGreen.deployGreen());
    phases.add(new SmokeTests(on).onGreen());
    phases.add(monitoring.alerts());
    phases.add(blueGreen.switchTraffic());
    phases.add(serving);
    phases.addAll(exposed(on));
    phases.add(validated);
    phases.addAll(twoDays);
    phases.add(new Communication(on).after());

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
        .phases(phases)
        .watches(new RollbackProcedure(on).watches(serving, watched))
        .watches(monitored.watches())
        .announcements(new Communication(on).announcements(validated, watched))
        .announcements(new Incident(on, journals).announcements())
        .askOnUndoFailure()
        .build();
  }

  /** What is asked and signed before anything is changed. */
  private static List<Phase> beforehand(AnalyticsSystems on) {
    InfrastructureReadiness readiness = new InfrastructureReadiness(on);
    SignOff signOff = new SignOff(on);
    return List.of(
        new CodeQuality(on).codeQuality(),
        readiness.infrastructure(),
        new DatabasePreparation(on, readiness.restored).database(),
        new ConfigurationManagement(on).configuration(),
        new Dependencies(on).dependencies(),
        new Communication(on).before(),
        signOff.required(),
        signOff.last());
  }

  /** Where data are kept, and how they are kept from now on; and the image. */
  private static List<Phase> data(AnalyticsSystems on) {
    InfrastructureDeployment infrastructure = new InfrastructureDeployment(on);
    Migrations migrations = new Migrations(on);
    return List.of(
        infrastructure.redis(),
        infrastructure.mongo(),
        infrastructure.celery(),
        migrations.onReplica(),
        migrations.onPrimary(),
        new Image(on).image());
  }

  /** What customers see more and more of. */
  private static List<Phase> exposed(AnalyticsSystems on) {
    FeatureFlag flag = new FeatureFlag(on);
    FunctionalValidation functional = new FunctionalValidation(on);
    return List.of(
        flag.tenPercent(),
        flag.half(),
        flag.all(),
        new PerformanceValidation(on).targets(),
        functional.analytics(),
        functional.caching(),
        functional.integrations(),
        functional.reporting());
  }
}
