package dev.sallyport.examples.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.sallyport.plan.MaintenanceWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * How long things take: as the checklist says, or so short that a rehearsal can wait for it. What
 * is judged, and by which limits, does not depend on it. Immutable.
 *
 * @param within how long a gate may stay closed
 * @param every how long after a sample the next one is taken
 * @param votes how long people have for an approval
 * @param notice how long before its start the run is announced
 * @param status how often the engineers are told how far it is
 * @param load how long each load lasts
 * @param limits how long the rate limit is pressed for its compliance
 * @param memory over which time memory is watched by one sample
 * @param firstHours the watch right after the deployment
 * @param firstDay how long it is watched from then on, for the first day
 * @param firstWeek how long it is watched from then on, for the first week
 * @param sparse how often the first day and week are sampled
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
    Duration limits,
    Duration memory,
    Duration firstHours,
    Duration firstDay,
    Duration firstWeek,
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

  /** Returns the times that the checklist names: 2 hours, 24 hours, a week. */
  public static Pace asWritten() {
    return new Pace(
        Duration.ofMinutes(15),
        Duration.ofSeconds(30),
        Duration.ofDays(2),
        Duration.ofHours(24),
        Duration.ofMinutes(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        Duration.ofHours(2),
        Duration.ofHours(22),
        Duration.ofDays(6),
        Duration.ofHours(1),
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
        Duration.ofSeconds(4),
        Duration.ofSeconds(6),
        Duration.ofSeconds(10),
        Duration.ofSeconds(4),
        Duration.ofSeconds(4),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        "20s",
        MaintenanceWindow.weekly(ZoneId.of("UTC"), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT));
  }

  /** Returns how long one sample may take that needs {@code time} itself. */
  Duration sample(Duration time) {
    return time.multipliedBy(2).plusSeconds(20);
  }
}
