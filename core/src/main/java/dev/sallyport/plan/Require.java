package dev.sallyport.plan;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.List;

/** Refusals of single values, at the call that gives them. */
final class Require {
  /** A century; what is meant to last longer is meant to last for ever, which nothing here may. */
  static final Duration LONGEST = Duration.ofDays(36_500);

  private Require() {}

  static Duration positive(Duration value, String what) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " must be longer than zero, but is "
              + Quantities.show(value)
              + ". Give it a span.");
    }
    return finite(value, what);
  }

  static Duration notNegative(Duration value, String what) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " must not be negative, but is "
              + Quantities.show(value)
              + ". Give it a span, or zero.");
    }
    return finite(value, what);
  }

  /** Refuses a delay that would be rounded to nothing. */
  static Duration delay(Duration value, String what) {
    if (positive(value, what).toMillis() < 1) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " must be at least 1 ms, but is "
              + Quantities.show(value)
              + ". Delays are kept in milliseconds.");
    }
    return value;
  }

  private static Duration finite(Duration value, String what) {
    if (value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " must be at most "
              + Quantities.show(LONGEST)
              + ", but is "
              + Quantities.show(value)
              + ". Nothing may wait for ever.");
    }
    return value;
  }

  static int atLeastOne(int value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The " + what + " must be at least 1, but is " + value + ". Count from 1.");
    }
    return value;
  }

  static List<String> texts(String[] values, String what) {
    for (String value : values) {
      text(value, what);
    }
    return List.of(values);
  }

  static String text(String value, String what) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is blank. Give it some words.");
    }
    return value;
  }
}
