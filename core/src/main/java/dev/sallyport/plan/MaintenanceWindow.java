package dev.sallyport.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A time of the week in which a run may start, by the wall clock of a zone. One that ends at or
 * before its beginning ends on the next day. Where clocks are put forward over its beginning, it
 * begins right after. Immutable.
 */
public final class MaintenanceWindow {
  private static final int DAYS_AHEAD = 8; // a week, and the day before, whose night may reach in

  private final ZoneId zone;
  private final LocalTime from;
  private final LocalTime to;
  private final Set<DayOfWeek> days;

  private MaintenanceWindow(ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> days) {
    this.zone = Objects.requireNonNull(zone, "zone");
    this.from = Objects.requireNonNull(from, "from");
    this.to = Objects.requireNonNull(to, "to");
    this.days = days;
  }

  /**
   * Returns the window from one time of day to another.
   *
   * @param days the days on which it begins; every day, if none is given
   */
  public static MaintenanceWindow weekly(
      ZoneId zone, LocalTime from, LocalTime to, DayOfWeek... days) {
    Set<DayOfWeek> all = EnumSet.allOf(DayOfWeek.class);
    if (days.length > 0) {
      all.clear();
      all.addAll(Set.of(days));
    }
    return new MaintenanceWindow(zone, from, to, all);
  }

  /** Returns whether it is open at that time. */
  public boolean contains(Instant time) {
    return next(time).equals(time);
  }

  /** Returns that time if it is open then, else when it opens next. */
  public Instant next(Instant time) {
    LocalDate day = time.atZone(zone).toLocalDate().minusDays(1);
    for (int i = 0; i <= DAYS_AHEAD; i++, day = day.plusDays(1)) {
      if (days.contains(day.getDayOfWeek()) && time.isBefore(end(day))) {
        Instant opens = day.atTime(from).atZone(zone).toInstant();
        return opens.isAfter(time) ? opens : time;
      }
    }
    throw new IllegalStateException("A weekly window opens within a week: " + this);
  }

  private Instant end(LocalDate day) {
    LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
    return last.atTime(to).atZone(zone).toInstant();
  }

  ZoneId zone() {
    return zone;
  }

  @Override
  public String toString() {
    String names =
        days.size() == 7
            ? "every day"
            : days.stream()
                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                .collect(Collectors.joining(", "));
    return names + " " + from + "-" + to + " " + zone;
  }
}
