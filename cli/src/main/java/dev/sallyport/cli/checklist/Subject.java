package dev.sallyport.cli.checklist;

import java.util.regex.Pattern;

/** Says what an item measures: its text without the threshold and the words around it. */
final class Subject {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final String FILLER =
      "(?:should|must|be|is|are|stays?|remains?|bleibt|target|expected|drops?|at|to)\\b";
  private static final Pattern EMPTY =
      Pattern.compile("[(\\[](?:" + FILLER + "|[,\\s])*[)\\]]", FLAGS);
  private static final Pattern BEGIN =
      Pattern.compile(
          "^(?:monitor|watch|check|verify|confirm|ensure|make sure(?: that)?|validate)\\s+(?=\\S)",
          FLAGS);
  private static final Pattern LASTING =
      Pattern.compile("\\s(?:for|over|für)\\s*[>≥]?\\s*\\d+\\s*\\p{L}+$", FLAGS);
  private static final Pattern END =
      Pattern.compile("(?:[\\s:(\\[,;–-]|(?<=\\s)" + FILLER + ")+$", FLAGS);

  private Subject() {}

  static String of(Item item, Limit limit) {
    String rest = item.text().replace(limit.text(), " ").replaceAll("\\s+", " ");
    String bare =
        EMPTY.matcher(rest).replaceAll(" ").replaceAll("\\s+", " ").replace("( ", "(").strip();
    String begun = BEGIN.matcher(LASTING.matcher(bare).replaceFirst("")).replaceFirst("");
    String what = END.matcher(begun).replaceFirst("").strip();
    return Names.cut(what.isEmpty() ? item.text() : what, 60);
  }
}
