package dev.sallyport.review;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes deadlines for people. */
final class DeadlineSheet {
  private DeadlineSheet() {}

  static Sheet of(Deadlines deadlines) {
    ZoneId zone = deadlines.zone();
    List<List<String>> rows = new ArrayList<>();
    for (Deadline point : deadlines.points()) {
      rows.add(List.of(point.path(), sentence(point, zone)));
    }
    String shown = zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    String end = time(deadlines.windowEnd(), zone) + " " + shown;
    return new Sheet()
        .heading(2, "The window closes at " + end)
        .table(List.of("from", "going back"), rows);
  }

  private static String sentence(Deadline point, ZoneId zone) {
    Instant latest = point.decideBy();
    String undo = "undo from here ";
    String person = point.byPerson() ? " (only a person can turn back)" : "";
    return latest == null
        ? undo + "has " + point.undo() + "; no time can be named" + person
        : undo + "takes " + point.undo() + "; decide by " + time(latest, zone) + person;
  }

  /** Returns a time to the minute, or to the second before it if it is not on the minute. */
  private static String time(Instant at, ZoneId zone) {
    boolean even = at.truncatedTo(ChronoUnit.MINUTES).equals(at);
    return DateTimeFormatter.ofPattern(
            even ? "uuuu-MM-dd HH:mm" : "uuuu-MM-dd HH:mm:ss", Locale.ROOT)
        .withZone(zone)
        .format(at);
  }
}
