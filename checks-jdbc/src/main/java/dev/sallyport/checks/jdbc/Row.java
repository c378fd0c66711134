package dev.sallyport.checks.jdbc;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One row of an answer: the values by lower-case column name, without those that are null. */
record Row(Map<String, String> values) {
  Row {
    values = Map.copyOf(values);
  }

  boolean has(String column) {
    return values.containsKey(column);
  }

  /** Returns the value, or nothing where it is null or there is no such column. */
  String text(String column) {
    return values.getOrDefault(column, "");
  }

  boolean flag(String column) {
    String value = text(column);
    return Set.of("t", "1", "on", "true").contains(value.toLowerCase(Locale.ROOT));
  }

  /** Returns the value as a whole number; empty where it is null or none. */
  OptionalLong number(String column) {
    String value = text(column);
    return value.matches("-?\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }

  long number(String column, long otherwise) {
    return number(column).orElse(otherwise);
  }

  /** Returns a column of milliseconds as a span; empty where it is null. */
  Optional<Duration> millis(String column) {
    OptionalLong millis = number(column);
    return millis.isPresent()
        ? Optional.of(Duration.ofMillis(millis.getAsLong()))
        : Optional.empty();
  }

  /** Returns the parts of a list with commas between. */
  List<String> list(String column) {
    return Arrays.stream(text(column).split(",")).filter(part -> !part.isEmpty()).toList();
  }
}
