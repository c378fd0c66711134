package dev.sallyport.cli.checklist;

import dev.sallyport.cli.checklist.Limit.Relation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the first threshold in a text: a comparison, a number and perhaps a unit. */
final class Limits {
  private static final String NUMBER = "(?<n>\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?)";
  private static final String UNIT =
      "(?<u>%|percent\\b|prozent\\b|[KMGT]i?B(?:ytes?)?(?![\\p{L}/])|(?:[\\p{L}]+\\s*)?/\\s*(?:seconds?|secs?|s|minutes?|mins?|min|hours?|h)\\b"
          + "|(?:rps|qps|tps)\\b|(?:[\\p{L}]+\\s+)?(?:per|pro)\\s+(?:second|minute|hour|sekunde|stunde)\\b|(?:"
          + Times.UNIT
          + ")(?![\\p{L}\\d]))?";
  private static final Pattern BEFORE =
      words(
          "(?<c><=|>=|≤|≥|<|>|\\b(?:less than|fewer than|lower than|below|under|at most|no more than|up to|"
              + "max(?:imum)?(?: of)?|more than|greater than|higher than|above|over|exceed(?:s|ing)?|"
              + "at least|min(?:imum)?(?: of)?|weniger als|unter|höchstens|maximal|mehr als|über|mindestens)\\b\\.?)"
              + "\\s*(?:~\\s*)?"
              + NUMBER
              + "\\s*"
              + UNIT);
  private static final Pattern AFTER =
      words(
          NUMBER
              + "\\s*"
              + UNIT
              + "\\s*(?<c>\\+|\\b(?:[\\p{L}]+\\s+)?(?:minimum|maximum|or more|or less|or fewer|oder mehr|oder weniger)\\b)");
  private static final Pattern ZERO = words("\\b(?<c>zero)\\s+(?=\\p{L})(?<n>)(?<u>)");
  private static final Map<String, Relation> RELATIONS =
      Map.ofEntries(
          Map.entry("<", Relation.BELOW),
          Map.entry("<=", Relation.AT_MOST),
          Map.entry("≤", Relation.AT_MOST),
          Map.entry(">", Relation.ABOVE),
          Map.entry(">=", Relation.AT_LEAST),
          Map.entry("≥", Relation.AT_LEAST),
          Map.entry("+", Relation.AT_LEAST),
          Map.entry("zero", Relation.AT_MOST));

  private Limits() {}

  private static Pattern words(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Returns the threshold that comes first in the text, or null. */
  static @Nullable Limit first(String text) {
    Limit first = null;
    for (Pattern pattern : new Pattern[] {BEFORE, AFTER, ZERO}) {
      Matcher found = pattern.matcher(text);
      while (found.find()) {
        Limit limit = limit(found);
        if (limit != null && (first == null || limit.at() < first.at())) {
          first = limit;
        }
      }
    }
    return first;
  }

  private static @Nullable Limit limit(Matcher found) {
    String comparison = found.group("c").toLowerCase(Locale.ROOT);
    Relation relation = relation(comparison);
    String number = found.group("n").isEmpty() ? "0" : found.group("n");
    String unit = found.group("u") == null ? "" : found.group("u").toLowerCase(Locale.ROOT);
    boolean lasts = comparison.matches("over|über") && Times.isUnit(unit);
    String[] typed = lasts ? null : typed(number, unit);
    return typed == null
        ? null
        : new Limit(relation, typed[0], typed[1], found.group().strip(), found.start());
  }

  private static Relation relation(String comparison) {
    Relation exact = RELATIONS.get(comparison);
    if (exact != null) {
      return exact;
    }
    if (comparison.matches(
        ".*(?:or less|or fewer|oder weniger|at most|no more|up to|max|höchst).*")) {
      return Relation.AT_MOST;
    }
    if (comparison.matches(".*(?:at least|min|or more|oder mehr).*")) {
      return Relation.AT_LEAST;
    }
    return comparison.matches(".*(?:less|fewer|lower|below|under|weniger|unter).*")
        ? Relation.BELOW
        : Relation.ABOVE;
  }

  /** Returns type and Java code of a quantity; null if it is none. */
  private static String @Nullable [] typed(String number, String unit) {
    boolean thousands = number.matches("\\d{1,3}(,\\d{3})+");
    String plain = thousands ? number.replace(",", "") : number.replace(',', '.');
    if (unit.matches("%|percent|prozent")) {
      return new String[] {"Percent", "Percent.of(" + plain + ")"};
    }
    if (unit.matches("[kmgt]i?b(ytes?)?")) {
      return size(plain, unit);
    }
    if (unit.contains("/") || unit.matches("rps|qps|tps|.*\\b(?:per|pro)\\s.*")) {
      return new String[] {"Rate", rate(plain, unit)};
    }
    if (!unit.isEmpty()) {
      Duration span = Times.of(plain, unit);
      return span == null ? null : new String[] {"Duration", Times.java(span)};
    }
    return count(plain);
  }

  private static String rate(String number, String unit) {
    String per = unit.replaceFirst(".*(?:/|\\s|^per|^pro)\\s*", "");
    if (per.startsWith("m")) {
      return "Rate.of(" + number + ", Duration.ofMinutes(1))";
    }
    return per.startsWith("h") || per.startsWith("st")
        ? "Rate.of(" + number + ", Duration.ofHours(1))"
        : "Rate.perSecond(" + number + ")";
  }

  private static String @Nullable [] size(String number, String unit) {
    int power = "kmgt".indexOf(unit.charAt(0)) + 1;
    BigDecimal bytes =
        new BigDecimal(number)
            .multiply(BigDecimal.valueOf(unit.contains("i") ? 1024 : 1000).pow(power));
    return bytes.precision() - bytes.scale() > 18
        ? null
        : new String[] {"DataSize", "DataSize.bytes(" + bytes.longValue() + "L)"};
  }

  /** A count is whole: what looks like 1.500 is one thousand five hundred, written in German. */
  private static String @Nullable [] count(String number) {
    String whole = number.matches("\\d{1,3}\\.\\d{3}") ? number.replace(".", "") : number;
    if (whole.contains(".")) {
      return new String[] {"Double", whole + "d"};
    }
    return whole.length() > 18 ? null : new String[] {"Long", Long.parseLong(whole) + "L"};
  }
}
