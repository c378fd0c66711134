package dev.sallyport.cli.checklist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps what looks like a password out of what is written. */
final class Secrets {
  private static final Pattern LITERAL =
      Pattern.compile(
          "((?:password|passwd|pwd|token|secret|api[-_]?key|access[-_]?key)\\s*[=:]\\s*['\"]?)"
              + "(?![$<{_*'\"\\s]|\\.\\.\\.)[^\\s'\"`&]{4,}"
              + "|(\\b(?:Bearer|Basic)\\s+)(?![$<{*]|\\.\\.\\.|auth)[\\w.~+/=-]{8,}"
              + "|(://[^/\\s:@]+:)(?![$<{*])[^/\\s@]+(?=@)"
              + "|\\b()(?:AKIA[0-9A-Z]{16}|gh[pousr]_\\w{20,}|xox[bp]-[\\w-]{10,})",
          Pattern.CASE_INSENSITIVE);

  static final String MASK = "***";

  private Secrets() {}

  /** Returns the text with three stars in place of each. */
  static String masked(String text) {
    return LITERAL
        .matcher(text)
        .replaceAll(
            found -> {
              for (int i = 1; i <= 4; i++) {
                if (found.group(i) != null) {
                  return Matcher.quoteReplacement(found.group(i) + MASK);
                }
              }
              return MASK;
            });
  }
}
