package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.announcement;

import dev.sallyport.channels.Channels;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import java.time.Duration;
import java.util.List;

/**
 * The checklist's section "Communication", and what its other sections want to be told to people.
 */
final class Communication {
  private static final Duration EXPECTED = Duration.ofHours(2);

  private final WebhookSystems on;
  private final Channel engineering;
  private final Channel contacts;
  private final Channel support;
  private final Channel users;

  Communication(WebhookSystems on) {
    this.on = on;
    this.engineering = messages("engineering");
    this.contacts = messages("emergency-contacts");
    this.support = messages("support");
    this.users = messages("users");
  }

  private Channel messages(String to) {
    return Channels.webhook(on.at.messages().resolve("/messages/" + to)).named(to);
  }

  List<Announcement> announcements() {
    return List.of(
        announcement("maintenance-window", engineering)
            .atNotice()
            .text("Maintenance of the webhook service from {earliest}, by {by}: {plan} {version}.")
            .covers("PR-014")
            .label("Maintenance window scheduled and communicated"),
        announcement("emergency-contacts", contacts)
            .atNotice()
            .atRollback()
            .whenPeopleAreWanted()
            .covers("PR-017")
            .label("Emergency contacts notified"),
        announcement("start", engineering)
            .atStart()
            .covers("PR-075")
            .label("Engineering team notified of deployment start"),
        announcement("status", engineering)
            .every(on.pace.status())
            .text("{plan} is under way for {elapsed}: {phase}. {waiting}")
            .covers("PR-076")
            .label("Status updates every 30 minutes during deployment"),
        announcement("outcome", engineering)
            .atRollback()
            .atEnd()
            .text("{plan} {version}: {moment}. {outcome} {reason} {left}")
            .covers("PR-077")
            .label("Success/failure notification sent"),
        announcement("support", support)
            .atStart()
            .atRollback()
            .atEnd()
            .covers("PR-079")
            .label("Customer support team informed"),
        announcement(
                "status-page",
                Channels.statuspageMaintenance("page", Secrets.STATUS_PAGE, EXPECTED)
                    .at(on.at.statusPage()))
            .atStart()
            .atRollback()
            .atEnd()
            .covers("PR-080")
            .label("Status page updated if maintenance required"),
        announcement("users", users)
            .atNotice()
            .text("From {earliest} on, responses may arrive with a delay. None will be lost.")
            .covers("PR-081")
            .label("User notifications if service interruption expected"));
  }
}
