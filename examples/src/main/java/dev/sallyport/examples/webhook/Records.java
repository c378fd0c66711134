package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.announcement;

import dev.sallyport.check.CheckContext;
import dev.sallyport.examples.checklist.PageFile;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Phase;
import dev.sallyport.report.Report;
import java.nio.file.Path;
import java.util.List;

/**
 * What the checklist wants to be kept on record: each item is a page, written from the journal when
 * its time has come. They are announcements to a folder, so a page that cannot be written changes
 * nothing of the deployment and is reported. The summary of a deployment that did not succeed is
 * the report of its incident.
 */
final class Records {
  private static final String SUMMARY = "summary";

  private final Path folder;
  private final Journals journals;

  Records(WebhookSystems on, Journals journals) {
    this.folder = on.home.records();
    this.journals = journals;
  }

  List<Announcement> announcements(Phase firstDay, Phase firstWeek) {
    return List.of(
        announcement("summary", page(SUMMARY))
            .atEnd()
            .covers("PR-078")
            .label("Post-deployment summary documented"),
        announcement("trend", page("trend"))
            .atEndOf(firstDay)
            .covers("PR-086")
            .label("Performance trend analysis"),
        announcement("week", page("week"))
            .atEndOf(firstWeek)
            .covers("PR-090")
            .label("Weekly performance review"),
        announcement("date", page("date"))
            .atEnd()
            .text("Started {started}, ended {now}, took {elapsed}.")
            .covers("PR-102")
            .label("Date"),
        announcement("successful", page("successful"))
            .atEnd()
            .text("{outcome} {reason} {left}")
            .covers("PR-103")
            .label("Deployment Successful"));
  }

  private Channel page(String name) {
    return new Page(name, folder, journals);
  }

  /** The channel that writes a page. */
  record Page(String name, Path folder, Journals journals) implements Channel {
    @Override
    public String send(Message message, CheckContext context) throws Exception {
      String run = message.facts().getOrDefault("run", "");
      Report report = Report.of(journals.read(run));
      String story = isIncident(message) ? report.incident() : report.record();
      String text = "# " + message.subject() + "\n\n" + message.text() + "\n\n" + story;
      return PageFile.write(folder, run + "-" + name + ".md", text);
    }

    private boolean isIncident(Message message) {
      String outcome = message.facts().getOrDefault("outcome", "");
      return name.equals(SUMMARY) && !outcome.equals(Outcome.SUCCEEDED.name());
    }
  }
}
