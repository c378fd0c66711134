package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.util.ArrayList;
import java.util.List;

/** Who did what: everything that a person said to a run, in order. */
final class PeopleTable {
  private PeopleTable() {}

  static void write(List<Event> events, Times times, Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (Event event : events) {
      String who = Persons.of(event);
      if (!who.isEmpty()) {
        rows.add(List.of(who, times.moment(event.at()), EventText.of(event)));
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Who did what").table(List.of("who", "when", "what"), rows);
    }
  }
}
