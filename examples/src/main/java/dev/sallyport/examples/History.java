package dev.sallyport.examples;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The runs of a folder, by their journals. */
final class History {
  private final Path folder;
  private final Journals journals;

  History(Path folder) {
    this.folder = folder;
    this.journals = Journals.inFolder(folder);
  }

  /** A run as its journal has it. */
  record Recorded(String id, List<Event> events) {
    Recorded {
      events = List.copyOf(events);
    }

    /** Returns how it ended, if it has. */
    Optional<Event.RunEnded> end() {
      boolean ended = !events.isEmpty() && events.get(events.size() - 1) instanceof Event.RunEnded;
      return ended ? Optional.of((Event.RunEnded) events.get(events.size() - 1)) : Optional.empty();
    }
  }

  /** Returns the newest run of which anything is recorded, if there is one. */
  Optional<Recorded> newest() throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<String> ids = journals.runs();
    for (int i = ids.size() - 1; i >= 0; i--) {
      List<Event> events = journals.read(ids.get(i));
      if (!events.isEmpty()) {
        return Optional.of(new Recorded(ids.get(i), events));
      }
    }
    return Optional.empty();
  }

  /** Returns the id of the newest run; empty if there is none. */
  String newestId() throws IOException {
    return newest().map(Recorded::id).orElse("");
  }
}
