package dev.sallyport.checks.jdbc;

/** The text of somebody's statement, as evidence may show it. */
final class Statement {
  private static final int LIMIT = 120;

  private Statement() {}

  /** Returns the statement with its literals masked: they may be personal, or a password. */
  static String masked(String statement) {
    String masked =
        statement
            .replaceAll("(?s)\\$(\\w*)\\$.*?(\\$\\1\\$|\\z)", "?")
            .replaceAll("(?s)'(?:[^']|'')*('|\\z)", "?")
            .replaceAll("\\b\\d[\\d.]*\\b", "?")
            .replaceAll("\\s+", " ")
            .strip();
    return masked.length() <= LIMIT ? masked : masked.substring(0, LIMIT) + "...";
  }
}
