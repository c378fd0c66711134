package dev.sallyport.checks.http;

import java.util.OptionalDouble;

/** Reads values from a page in Prometheus' text format, or that of OpenMetrics; pure. */
final class Exposition {
  private Exposition() {}

  /** Returns the sum of all series of a name, if there are any and all are finite numbers. */
  static OptionalDouble sum(String page, String name) {
    double sum = 0;
    boolean found = false;
    for (String line : page.split("\n", -1)) {
      if (line.startsWith(name) && line.length() > name.length()) {
        char next = line.charAt(name.length());
        if (next == '{' || next == ' ' || next == '\t') {
          sum += value(line.substring(name.length()));
          found = true;
        }
      }
    }
    return found && Double.isFinite(sum) ? OptionalDouble.of(sum) : OptionalDouble.empty();
  }

  /** Returns the number behind the labels; a time may follow it. */
  private static double value(String rest) {
    String behind = rest.startsWith("{") ? rest.substring(rest.lastIndexOf('}') + 1) : rest;
    String number = behind.strip().split("\\s", 2)[0];
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return Double.NaN; // and so is the sum: then it is no such page, or there is no value
    }
  }
}
