package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.sallyport.plan.MaintenanceWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;

/**
 * How long things take: as the checklist says, or so short that a rehearsal can wait for it. What
 * is judged, and by which limits, does not depend on it. Immutable.
 *
 * @param within how long a gate may stay closed
 * @param every how long after a sample the next one is taken
 * @param votes how long people have for an approval
 * @param notice how long before its start the run is announced
 * @param status how often people are told how far it is
 * @param load how long each load lasts
 * @param slow how long responses may be slow before it is rolled back
 * @param half how long half of the users are watched before all get the feature
 * @param hour1 the first hour after the deployment
 * @param hours2to6 the five hours after that
 * @param hours6to24 the rest of the first day
 * @param hours24to48 the second day
 * @param often how often the first hour is sampled
 * @param sparse how often it is sampled from then on
 * @param blind how long a watch may see nothing
 * @param window the range of Prometheus' queries, such as {@code 5m}
 * @param maintenance when a run may start
 */
public record Pace(
    Duration within,
    Duration every,
    Duration votes,
    Duration notice,
    Duration status,
    Duration load,
    Duration slow,
    Duration half,
    Duration hour1,
    Duration hours2to6,
    Duration hours6to24,
    Duration hours24to48,
    Duration often,
    Duration sparse,
    Duration blind,
    String window,
    MaintenanceWindow maintenance) {

  /**
   * Returns the times of a name: {@code as-written} or {@code rehearsal}.
   *
   * @throws IllegalArgumentException if it is another name
   */
  @JsonCreator
  public static Pace named(String name) {
    return switch (name) {
      case "as-written" -> asWritten();
      case "rehearsal" -> rehearsal();
      default ->
          throw new IllegalArgumentException(
              "There is no pace '" + name + "'. Take as-written or rehearsal.");
    };
  }

  /** Returns the times that the checklist names. */
  public static Pace asWritten() {
    return new Pace(
        Duration.ofMinutes(15),
        Duration.ofSeconds(30),
        Duration.ofDays(2),
        Duration.ofHours(24),
        Duration.ofMinutes(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofHours(1),
        Duration.ofHours(5),
        Duration.ofHours(18),
        Duration.ofHours(24),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofMinutes(5),
        "5m",
        MaintenanceWindow.weekly(
            ZoneId.of("UTC"),
            LocalTime.of(2, 0),
            LocalTime.of(5, 0),
            DayOfWeek.TUESDAY,
            DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY));
  }

  /** Returns times for a rehearsal, of seconds; it may start whenever it likes. */
  public static Pace rehearsal() {
    return new Pace(
        Duration.ofSeconds(60),
        Duration.ofMillis(500),
        Duration.ofMinutes(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4),
        Duration.ofSeconds(4),
        Duration.ofSeconds(4),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        "20s",
        MaintenanceWindow.weekly(ZoneId.of("UTC"), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
  }

  /** Returns half of the window: what three such looks in a row have seen has outlasted it. */
  Duration halfWindow() {
    return Duration.parse("PT" + window.toUpperCase(Locale.ROOT)).dividedBy(2);
  }

  /** Returns how long one sample may take that needs {@code time} itself. */
  Duration sample(Duration time) {
    return time.multipliedBy(2).plusSeconds(20);
  }
}
