package dev.sallyport.report;

import java.time.Instant;
import java.time.ZoneId;

/**
 * How a report tells the time.
 *
 * @param start when the run began
 * @param now the time the report is made for
 * @param zone where its clock hangs
 */
record Times(Instant start, Instant now, ZoneId zone) {

  /** Returns a time with its zone. */
  String time(Instant at) {
    return Words.time(at, zone);
  }

  /** Returns a time without its zone. */
  String clock(Instant at) {
    return Words.clock(at, zone);
  }

  /** Returns how long after the start that was. */
  String offset(Instant at) {
    return Words.offset(start, at);
  }

  /** Returns a time with its zone, and how long after the start that was. */
  String moment(Instant at) {
    return time(at) + " (" + offset(at) + ")";
  }
}
