package dev.sallyport.review;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/**
 * Until when one must have decided to go back, at each node of a plan, so that all is undone when a
 * window ends. Immutable.
 *
 * @param coverage what it was worked out from
 * @param windowEnd when the window ends
 * @param zone the zone in which times are shown
 * @param points the deadline at each node, in the order of the plan
 */
public record Deadlines(
    RollbackCoverage coverage, Instant windowEnd, ZoneId zone, List<Deadline> points) {

  /** Copies the list. */
  public Deadlines {
    points = List.copyOf(points);
  }

  static Deadlines of(RollbackCoverage coverage, Instant windowEnd) {
    List<Deadline> points =
        coverage.waysBack().stream().map(way -> deadline(way, windowEnd)).toList();
    return new Deadlines(coverage, windowEnd, ZoneOffset.UTC, points);
  }

  private static Deadline deadline(WayBack way, Instant windowEnd) {
    WorstCase undo = way.undo();
    return new Deadline(
        way.path(),
        undo,
        undo.hasLimit() ? windowEnd.minus(undo.limited()) : null,
        !way.behind().isEmpty());
  }

  /** Returns these deadlines with times shown in that zone. */
  public Deadlines in(ZoneId newZone) {
    return new Deadlines(coverage, windowEnd, Objects.requireNonNull(newZone, "zone"), points);
  }

  /** Returns the deadlines as plain text, one line a node. */
  public String text() {
    return DeadlineSheet.of(this).text();
  }

  /** Returns the deadlines as Markdown. */
  public String markdown() {
    return DeadlineSheet.of(this).markdown();
  }

  /** Returns the coverage and the deadlines as one JSON object; times are ISO-8601 text in UTC. */
  public String json() {
    return CoverageJson.write(coverage, this);
  }
}
