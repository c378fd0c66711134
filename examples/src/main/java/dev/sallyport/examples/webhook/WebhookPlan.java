package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.plan;

import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;

/**
 * The production deployment of a webhook service: a checklist of 103 items as a plan. Each of its
 * sections is a file; each item carries its id.
 *
 * <p>Where the plan differs from its checklist:
 *
 * <ul>
 *   <li>PR-019: the release is laid beside the running one before its migrations are run. The
 *       checklist runs {@code alembic upgrade head} before it checks out the code that brings them.
 *   <li>PR-045 stands beside the other tests of function, since it asks about their webhook.
 *   <li>PR-051 to PR-058 are asked before anything is changed: alerts have to be there while it is,
 *       and what is wrong with the code need not be deployed to be found.
 *   <li>PR-015 is said by a person: there is no balancer here whose weights could be read.
 *   <li>PR-064 runs the end-to-end tests against whatever TypeForm the settings name; in the test
 *       that is a stand-in which checks what it is sent.
 *   <li>PR-074 is a watch of what support files, which asks; and anyone may trip it by hand.
 *   <li>PR-082 to PR-084 are watches over one soak: two hours in all, not two hours each.
 *   <li>PR-078, PR-086, PR-090, PR-102 and PR-103 are pages written from the journal.
 * </ul>
 */
public final class WebhookPlan {
  private WebhookPlan() {}

  /**
   * Returns the plan; its secrets are to be bound.
   *
   * @param journals where its runs are recorded, of which the records are made
   */
  public static Plan of(WebhookSystems on, Journals journals) {
    PreDeployment pre = new PreDeployment(on);
    DeploymentProcess deployment = new DeploymentProcess(on);
    PostDeploymentValidation validation = new PostDeploymentValidation(on);
    Monitoring monitoring = new Monitoring(on);
    QualityGates quality = new QualityGates(on);
    PostDeploymentTasks tasks = new PostDeploymentTasks(on);
    SignOff signOff = new SignOff(on);

    Phase configuration = deployment.configuration();
    Phase security = validation.security();
    Phase firstHours = tasks.firstHours();
    Phase firstDay = tasks.firstDay();
    Phase firstWeek = tasks.firstWeek();
    RollbackCriteria criteria = new RollbackCriteria(on, configuration, firstHours);

    return plan("webhook-deployment", 1)
        .secrets(
            Secrets.WEBHOOK, Secrets.TYPEFORM, Secrets.DATABASE, Secrets.ADMIN, Secrets.STATUS_PAGE)
        .startsIn(on.pace.maintenance())
        .notice(on.pace.notice())
        .phases(
            pre.codePreparation(),
            pre.environmentPreparation(),
            pre.securityValidation(),
            quality.security(),
            monitoring.alerts(),
            deployment.infrastructure(),
            deployment.database(),
            deployment.application(),
            configuration,
            validation.immediate(),
            validation.functional(),
            validation.performance(),
            security,
            quality.performance(),
            quality.functional(),
            firstHours,
            firstDay,
            firstWeek,
            signOff.technical(),
            signOff.business(),
            signOff.last())
        .watches(validation.watches(configuration, firstHours))
        .watches(monitoring.watches(configuration, firstHours))
        .watches(criteria.automatic())
        .watches(criteria.manual(deployment.baseline))
        .watches(tasks.watches(firstHours))
        .announcements(new Communication(on).announcements())
        .announcements(new Records(on, journals).announcements(firstDay, firstWeek))
        .askOnUndoFailure()
        .build();
  }
}
