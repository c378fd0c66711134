package dev.sallyport.cli.checklist;

import dev.sallyport.check.Quantities;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads spans of time in English and German text. */
final class Times {
  /** A unit of time; longer words first. */
  static final String UNIT =
      "milliseconds?|msecs?|ms|seconds?|secs?|sekunden?|minutes?|minuten?|mins?|hours?|hrs?|stunden?|"
          + "days?|tage?n?|weeks?|wochen?|h|d|s|m";

  private static final String NUMBER = "(?<n>\\d+(?:[.,]\\d+)?)";
  private static final String END = "(?![\\p{L}\\d])";
  private static final Pattern EVERY =
      words("\\b(?:every|each|alle|jede)\\s+(?:" + NUMBER + "\\s*)?(?<u>" + UNIT + ")" + END);
  private static final Pattern WITHIN =
      words(
          "\\b(?:within|in under|no later than|innerhalb(?:\\s+von)?|binnen)\\s+"
              + NUMBER
              + "\\s*-?(?<u>"
              + UNIT
              + ")"
              + END);
  private static final Pattern SPAN =
      words(
          "\\b(?:for|over|für|über)\\s*(?:>|at least|more than|mehr als)?\\s*"
              + NUMBER
              + "\\s*(?<u>"
              + UNIT
              + ")"
              + END);
  private static final Pattern BARE = words("^\\W*" + NUMBER + "\\s*(?<u>" + UNIT + ")\\W*$");
  private static final Pattern UNIT_FIRST =
      words("\\b(?<u>hour|stunde)s?n?\\s+(?<a>\\d+)(?:\\s*(?:-|–|to|bis)\\s*(?<b>\\d+))?" + END);
  private static final Pattern UNIT_LAST =
      words("\\b(?<a>\\d+)\\s*(?:-|–|to|bis)\\s*(?<b>\\d+)\\s*(?<u>" + UNIT + ")" + END);
  private static final Pattern FIRST =
      words(
          "\\b(?:first|next|erste[nr]?|nächste[nr]?)\\s+(?:"
              + NUMBER
              + "\\s*)?(?<u>"
              + UNIT
              + ")"
              + END);
  private static final Pattern WHOLE =
      words("\\(\\s*" + NUMBER + "\\s*-?(?<u>" + UNIT + ")\\s*\\)");

  private Times() {}

  /**
   * A part of the time after the work.
   *
   * @param from when it begins
   * @param to when it ends
   */
  record Window(Duration from, Duration to) {
    Duration length() {
      return to.minus(from);
    }
  }

  private static Pattern words(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Returns the interval that the text names ("every 5 minutes"). */
  static @Nullable Duration interval(String text) {
    return find(EVERY, text);
  }

  /** Returns the deadline that the text names ("within 24 hours"). */
  static @Nullable Duration deadline(String text) {
    return find(WITHIN, text);
  }

  /** Returns how long something must last ("for more than 5 minutes"). */
  static @Nullable Duration lasting(String text) {
    return find(SPAN, text);
  }

  /** Returns the span that the text is, and nothing else ("15 min"), or names as a deadline. */
  static @Nullable Duration span(String text) {
    Duration bare = find(BARE, text);
    return bare != null ? bare : deadline(text);
  }

  /** Returns the window that the text names ("Hours 2-6", "First 24 hours", "(48 hours)"). */
  static @Nullable Window window(String text) {
    for (Pattern pattern : new Pattern[] {UNIT_LAST, UNIT_FIRST}) {
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return window(found);
      }
    }
    Duration first = find(FIRST, text);
    Duration whole = first != null ? first : find(WHOLE, text);
    return whole == null ? null : new Window(Duration.ZERO, whole);
  }

  private static @Nullable Window window(Matcher found) {
    Duration from = of(found.group("a"), found.group("u"));
    if (found.group("b") == null) {
      Duration one = of("1", found.group("u"));
      return from == null || one == null || from.isZero()
          ? null
          : new Window(from.minus(one), from);
    }
    Duration to = of(found.group("b"), found.group("u"));
    return from == null || to == null || to.compareTo(from) <= 0 ? null : new Window(from, to);
  }

  private static @Nullable Duration find(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      return null;
    }
    String number = found.group("n");
    return of(number == null ? "1" : number, found.group("u"));
  }

  /** Returns a span; null if it is zero or beyond ten years, which no plan waits for. */
  static @Nullable Duration of(String number, String unit) {
    BigDecimal nanos =
        new BigDecimal(number.replace(',', '.')).multiply(BigDecimal.valueOf(nanosOf(unit)));
    if (nanos.compareTo(BigDecimal.valueOf(Duration.ofDays(3650).toSeconds(), -9)) > 0) {
      return null;
    }
    return Duration.ofNanos(nanos.longValue());
  }

  static boolean isUnit(String word) {
    return word.toLowerCase(Locale.ROOT).matches(UNIT);
  }

  private static long nanosOf(String unit) {
    String word = unit.toLowerCase(Locale.ROOT);
    if (word.startsWith("ms") || word.startsWith("milli")) {
      return 1_000_000L;
    }
    return switch (word.charAt(0)) {
      case 'm' -> 60_000_000_000L;
      case 'h' -> 3_600_000_000_000L;
      case 'd', 't' -> 86_400_000_000_000L;
      case 'w' -> 604_800_000_000_000L;
      default -> word.startsWith("st") ? 3_600_000_000_000L : 1_000_000_000L;
    };
  }

  static String shown(Duration span) {
    return Quantities.show(span);
  }

  /** Returns the span as Java code, in the largest unit that tells all of it. */
  static String java(Duration span) {
    long nanos = span.toNanos();
    if (nanos % 1_000_000 != 0) {
      return "Duration.ofNanos(" + nanos + "L)";
    }
    long millis = nanos / 1_000_000;
    String[] units = {"Days", "Hours", "Minutes", "Seconds"};
    long[] sizes = {86_400_000, 3_600_000, 60_000, 1000};
    for (int i = 0; i < units.length; i++) {
      if (millis >= sizes[i] && millis % sizes[i] == 0) {
        return "Duration.of" + units[i] + "(" + millis / sizes[i] + ")";
      }
    }
    return "Duration.ofMillis(" + millis + ")";
  }
}
