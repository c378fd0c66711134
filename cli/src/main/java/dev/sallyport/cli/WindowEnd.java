package dev.sallyport.cli;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads when a window ends. */
final class WindowEnd {
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private WindowEnd() {}

  /** Returns the instant; a time of day is the next one after the clock's in that zone. */
  static Instant parse(String text, Clock clock, ZoneId zone) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : next(LocalTime.parse(text, TIME_OF_DAY), clock, zone);
    } catch (DateTimeParseException e) {
      throw new UsageProblem(
          "--window-end '"
              + text
              + "' is no time. Give it as 2026-11-24T03:00:00Z, with another offset in place of Z,"
              + " or as 03:00.",
          e);
    }
  }

  private static Instant next(LocalTime time, Clock clock, ZoneId zone) {
    ZonedDateTime now = clock.instant().atZone(zone);
    ZonedDateTime today = now.toLocalDate().atTime(time).atZone(zone);
    ZonedDateTime next =
        today.isAfter(now) ? today : now.toLocalDate().plusDays(1).atTime(time).atZone(zone);
    return next.toInstant();
  }
}
