package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How reports write times, counts and the constants of the journal. */
final class Words {
  private static final int SENTENCE = 300;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private Words() {}

  /** Returns a time in a zone, to the second, with the zone's name: {@code ... UTC}. */
  static String time(Instant at, ZoneId zone) {
    return clock(at, zone) + " " + zone(zone);
  }

  static String zone(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  /** Returns a time in a zone, to the second. */
  static String clock(Instant at, ZoneId zone) {
    return CLOCK.withZone(zone).format(at);
  }

  /** Returns how long after the start something happened: {@code +12.3 s}. */
  static String offset(Instant start, Instant at) {
    long tenths = Math.max(0, Duration.between(start, at).toMillis()) / 100;
    return String.format(Locale.ROOT, "+%d.%d s", tenths / 10, tenths % 10);
  }

  /** Returns a time spent, to the tenth of a second where it is short. */
  static String took(Duration duration) {
    Duration rounded =
        duration.toMinutes() > 0
            ? Duration.ofSeconds(duration.toSeconds())
            : duration.toSeconds() > 0
                ? Duration.ofMillis(duration.toMillis() / 100 * 100)
                : Duration.ofMillis(duration.toMillis());
    return Quantities.show(rounded);
  }

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String outcome(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> "succeeded";
      case ROLLED_BACK -> "rolled back";
      case PARTIAL -> "partly rolled back";
      case STOPPED -> "stopped";
    };
  }

  /** Returns the outcome as a checklist has it. */
  static String status(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> "Success";
      case ROLLED_BACK -> "Rollback";
      case PARTIAL -> "Partial";
      case STOPPED -> "Stopped";
    };
  }

  static String trigger(Trigger trigger) {
    return switch (trigger) {
      case STEP_FAILED -> "a step failed";
      case STEP_TIMED_OUT -> "a step's time ran out";
      case GATE_FAILED -> "a gate failed";
      case GATE_TIMED_OUT -> "a gate's time or budget ran out";
      case REJECTED -> "an approval was rejected";
      case APPROVAL_TIMED_OUT -> "nobody opened an approval in time";
      case WATCH_TRIPPED -> "a watch tripped";
      case WATCH_BLIND -> "a watch could judge nothing";
      case TRIPPED_BY_HAND -> "a person tripped a watch";
      case OPERATOR -> "a person said so";
    };
  }

  /** Returns the sentence, not too long, with a full stop unless it ends with a mark of its own. */
  static String sentence(String text) {
    String shortened = shorten(text.strip(), SENTENCE);
    return shortened.matches("(?s).*[.?!]") ? shortened : shortened + ".";
  }

  static String choices(List<Choice> choices) {
    return choices.stream().map(Choice::name).collect(Collectors.joining(", "));
  }

  /**
   * Returns text with what could move a terminal's cursor, break a line, turn its direction, or
   * have no place in a file, made harmless.
   */
  static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(plain(c)));
    return out.toString();
  }

  private static int plain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t' ? ' ' : '?';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
      case Character.FORMAT, Character.SURROGATE -> '?';
      default -> (c & 0xFFFE) == 0xFFFE ? '?' : c; // no characters, and illegal in XML
    };
  }

  /** Returns {@code text} with at most {@code length} characters, the middle left out if longer. */
  static String shorten(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int tail = length / 4;
    return text.substring(0, length - tail - 5) + " ... " + text.substring(text.length() - tail);
  }
}
