package dev.sallyport.plan;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a run may go forward for the first time. A run that is under way is not held up by them, and
 * neither is a rollback. Immutable.
 *
 * @param windows it must be in one of these; any time will do, if there are none
 * @param freezes it must be in none of these
 * @param notice how long before it is announced; null for no notice
 */
public record StartRules(
    List<MaintenanceWindow> windows, List<Freeze> freezes, @Nullable Duration notice) {
  private static final Duration HORIZON = Duration.ofDays(400);
  private static final DateTimeFormatter WALL_CLOCK =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  /** Copies the lists. */
  public StartRules {
    windows = List.copyOf(windows);
    freezes = List.copyOf(freezes);
  }

  /** Returns why a run may not go forward at that time, with the way out; empty if it may. */
  public Optional<String> refusal(Instant now) {
    for (Freeze freeze : freezes) {
      if (freeze.contains(now)) {
        return Optional.of(
            "The freeze '"
                + freeze.name()
                + "' lasts from "
                + freeze.from()
                + " until "
                + freeze.until()
                + ". "
                + next(now));
      }
    }
    if (windows.isEmpty() || windows.stream().anyMatch(window -> window.contains(now))) {
      return Optional.empty();
    }
    ZoneId zone = windows.get(0).zone();
    return Optional.of(
        "It is "
            + WALL_CLOCK.format(now.atZone(zone))
            + " "
            + zone
            + ", outside of the maintenance windows ("
            + windows.stream().map(Object::toString).collect(Collectors.joining("; "))
            + "). "
            + next(now));
  }

  private String next(Instant now) {
    Instant next = earliest(now);
    return next == null
        ? "It may not start at all within " + HORIZON.toDays() + " days: mend the plan's rules."
        : "It may start at " + next + " at the earliest.";
  }

  /**
   * Returns the first time from then on at which a run may go forward; null if there is none in
   * more than a year.
   */
  public @Nullable Instant earliest(Instant from) {
    Instant limit = from.plus(HORIZON);
    Instant time = from;
    while (time.isBefore(limit)) {
      Instant open = opening(time);
      Instant thawed = open;
      for (Freeze freeze : freezes) {
        thawed = freeze.contains(thawed) ? freeze.until() : thawed;
      }
      if (thawed.equals(open)) {
        return open;
      }
      time = thawed;
    }
    return null;
  }

  private Instant opening(Instant time) {
    return windows.stream().map(window -> window.next(time)).min(Instant::compareTo).orElse(time);
  }

  boolean isEmpty() {
    return windows.isEmpty() && freezes.isEmpty() && notice == null;
  }

  String describe() {
    return "windows="
        + windows
        + " freezes="
        + freezes.stream()
            .map(freeze -> freeze.name() + " " + freeze.from() + "/" + freeze.until())
            .toList()
        + (notice == null ? "" : " notice=" + Quantities.show(notice));
  }
}
