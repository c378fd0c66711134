package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.channels.Channels;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import java.time.Duration;
import java.util.List;

/**
 * The checklist's section "Communication Plan".
 *
 * <p>"Prepare status page announcement" (P3-134) is a maintenance on the status page in the state
 * {@code scheduled}, from the notice on: customers see when, before anything begins. What is posted
 * later is posted to the same maintenance.
 *
 * <p>"Announce successful deployment" and "Celebrate success" (P3-140, P3-143) are about success.
 * An announcement at the end is sent however it ends, so they stand at the end of the phases that
 * are only reached by success.
 */
final class Communication {
  private static final Duration EXPECTED = Duration.ofHours(4);

  private final AnalyticsSystems on;
  private final Channel stakeholders;
  private final Channel team;
  private final Channel slack = Channels.slack(Secrets.SLACK);
  private final Channel statusPage;

  Communication(AnalyticsSystems on) {
    this.on = on;
    this.stakeholders = messages("stakeholders");
    this.team = messages("team");
    this.statusPage =
        Channels.statuspageMaintenance("page", Secrets.STATUS_PAGE, EXPECTED)
            .at(on.at.beyond().statusPage());
  }

  private Channel messages(String to) {
    return Channels.webhook(on.at.beyond().messages().resolve("/messages/" + to)).named(to);
  }

  Phase before() {
    return phase("Communication before")
        .gate(
            approval("people-are-prepared", "support manager")
                .attests("support manager", "Brief support team on new features", "P3-135")
                .attests("product manager", "Prepare rollback communication template", "P3-136")
                .within(on.pace.votes()));
  }

  Phase after() {
    return phase("Communication after")
        .gate(
            approval("what-remains", "technical writer")
                .attests("technical writer", "Update documentation and release notes", "P3-141")
                .attests("deployment lead", "Conduct team retrospective", "P3-142")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }

  /**
   * Returns what is told.
   *
   * @param deployed the last phase of the deployment itself
   * @param watched the last phase of the two days after it
   */
  List<Announcement> announcements(Phase deployed, Phase watched) {
    return List.of(
        announcement("stakeholders", stakeholders)
            .atNotice()
            .text("{plan} {version} is deployed from {earliest} on, by {by}.")
            .covers("P3-133")
            .label("Notify stakeholders 24 hours in advance"),
        announcement("status-page-draft", statusPage)
            .atNotice()
            .subject("Maintenance of the form analytics")
            .text("New analytics come from {earliest} on. No interruption is expected.")
            .covers("P3-134")
            .label("Prepare status page announcement"),
        announcement("status-page", statusPage)
            .atStart()
            .atRollback()
            .atEnd()
            .subject("Maintenance of the form analytics")
            .text("Deployment in progress: {moment}. {outcome}")
            .covers("P3-137")
            .label("Post \"Deployment in progress\" on status page"),
        announcement("updates", team)
            .every(on.pace.status(), deployed)
            .text("{plan} is under way for {elapsed}: {phase}. {waiting}")
            .covers("P3-138")
            .label("Send updates every 30 minutes"),
        announcement("slack", slack)
            .atStart()
            .atEndOf()
            .whenPeopleAreWanted()
            .atRollback()
            .atEnd()
            .covers("P3-139")
            .label("Keep stakeholders informed in Slack/Teams"),
        announcement("teams", Channels.teams(Secrets.TEAMS)).atStart().atRollback().atEnd(),
        announcement("success", stakeholders)
            .atEndOf(deployed)
            .text("{plan} {version} is deployed, and watched for two days from now on.")
            .covers("P3-140")
            .label("Announce successful deployment"),
        announcement("celebration", team)
            .atEndOf(watched)
            .text("{plan} {version} has held for two days. Thank you, all of you!")
            .covers("P3-143")
            .label("Celebrate success!"));
  }
}
