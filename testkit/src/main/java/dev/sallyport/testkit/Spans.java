package dev.sallyport.testkit;

import java.time.Duration;
import java.util.StringJoiner;

/** How assertions write a time: to the millisecond, as two that differ must look different. */
final class Spans {
  private Spans() {}

  static String exact(Duration span) {
    if (span.isNegative()) {
      return "-" + exact(span.negated());
    }
    StringJoiner text = new StringJoiner(" ");
    add(text, span.toDays(), "d");
    add(text, span.toHoursPart(), "h");
    add(text, span.toMinutesPart(), "min");
    add(text, span.toSecondsPart(), "s");
    add(text, span.toMillisPart(), "ms");
    return text.length() == 0 ? "0 s" : text.toString();
  }

  private static void add(StringJoiner text, long count, String unit) {
    if (count != 0) {
      text.add(count + " " + unit);
    }
  }
}
