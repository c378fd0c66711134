package dev.sallyport.plan;

import java.time.Instant;
import java.util.Objects;

/**
 * A time in which no run may start: a holiday, a sale, the end of the year.
 *
 * @param name what it is called
 * @param from when it begins
 * @param until when it is over
 */
public record Freeze(String name, Instant from, Instant until) {

  /**
   * Refuses one that ends before it begins.
   *
   * @throws IllegalArgumentException if it does
   */
  public Freeze {
    Require.text(name, "name of a freeze");
    Objects.requireNonNull(from, "from");
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException(
          "The freeze '"
              + name
              + "' is to end at "
              + until
              + ", which is not after "
              + from
              + ", when it begins. Give it a later end.");
    }
  }

  boolean contains(Instant time) {
    return !time.isBefore(from) && time.isBefore(until);
  }
}
