package dev.sallyport.checks.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Named values as a server gave them: the reply of {@code INFO}, {@code CLUSTER INFO} or {@code
 * CONFIG GET}. Unknown names are kept, missing ones are no error. Immutable.
 */
record Fields(Map<String, String> values) {
  static final Fields NONE = new Fields(Map.of());

  Fields {
    values = Map.copyOf(values);
  }

  /** Reads lines of {@code name:value}; headings, blanks and lines without a colon are skipped. */
  static Fields parse(String reply) {
    Map<String, String> values = new LinkedHashMap<>();
    reply
        .lines()
        .filter(line -> !line.startsWith("#") && line.indexOf(':') > 0)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              values.put(line.substring(0, colon), line.substring(colon + 1).trim());
            });
    return new Fields(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns the value, or {@code ?} if the server gave none. */
  String text(String name) {
    return values.getOrDefault(name, "?");
  }

  /** Returns the value as a whole number; empty if it is missing or none. */
  OptionalLong number(String name) {
    String value = values.get(name);
    if (value == null || !value.matches("-?\\d{1,18}")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(value));
  }

  long number(String name, long otherwise) {
    return number(name).orElse(otherwise);
  }
}
