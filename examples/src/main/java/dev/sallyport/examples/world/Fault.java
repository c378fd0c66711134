package dev.sallyport.examples.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What goes wrong in a demo. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** Green answers half of the requests for its new feature with 503. */
  ERRORS,
  /** Green's new feature takes 1.5 s. */
  SLOW,
  /** A Redis primary is killed once half of the users have the feature. */
  REDIS_NODE;

  /** Returns the fault's name as it is typed, for example {@code redis-node}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the fault of that name.
   *
   * @throws IllegalArgumentException if there is none; it names those there are
   */
  public static Fault of(String word) {
    for (Fault fault : values()) {
      if (fault.word().equals(word)) {
        return fault;
      }
    }
    throw new IllegalArgumentException(
        "There is no fault '"
            + word
            + "'. There are "
            + Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "))
            + ".");
  }
}
