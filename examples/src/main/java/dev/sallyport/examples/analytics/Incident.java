package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.announcement;

import dev.sallyport.check.CheckContext;
import dev.sallyport.examples.checklist.PageFile;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The first item of the checklist's "Incident Report": a page, written from the journal when the
 * run turns back, so that whoever is woken can read it, and anew when it has ended. What people
 * have to add to it is {@link IncidentPlan}.
 */
final class Incident {
  private final Path folder;
  private final Journals journals;

  Incident(AnalyticsSystems on, Journals journals) {
    this.folder = on.home.records();
    this.journals = journals;
  }

  List<Announcement> announcements() {
    return List.of(
        announcement("incident", new Page(folder, journals))
            .atRollback()
            .atEnd()
            .covers("P3-113")
            .label("Document what went wrong"));
  }

  /** Returns where the page of a run is written. */
  static Path page(Path folder, String run) {
    return folder.resolve(run + "-incident.md");
  }

  /** Writes the page of a run that did not end well; of one that did there is none. */
  record Page(Path folder, Journals journals) implements Channel {
    @Override
    public String name() {
      return "incident page";
    }

    @Override
    public String send(Message message, CheckContext context) throws IOException {
      if (message.facts().getOrDefault("outcome", "").equals(Outcome.SUCCEEDED.name())) {
        return "no incident";
      }
      String run = message.facts().getOrDefault("run", "");
      return PageFile.write(
          folder,
          page(folder, run).getFileName().toString(),
          Report.of(journals.read(run)).incident());
    }
  }
}
