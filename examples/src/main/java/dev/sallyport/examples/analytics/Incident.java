package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.announcement;

import dev.sallyport.check.CheckContext;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    private static final String OWNER_ONLY = "rw-------";

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
      return write(page(folder, run), Report.of(journals.read(run)).incident());
    }

    static String write(Path file, String text) throws IOException {
      Files.createDirectories(
          file.resolveSibling("."),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
      Files.writeString(fresh, text);
      Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      return String.valueOf(file.getFileName());
    }
  }
}
