package dev.sallyport.checks.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The literals that a Python file assigns to names. Reads, never runs: what is no literal is told
 * apart from what is not there. Pure.
 */
final class Python {
  private static final Pattern STRING = Pattern.compile("'([^'\\n]*)'|\"([^\"\\n]*)\"");
  private static final Pattern PAIR =
      Pattern.compile("\\(\\s*(['\"])([^'\"]+)\\1\\s*,\\s*(['\"])([^'\"]+)\\3\\s*,?\\s*\\)");

  private final String source;
  private final String indent;

  private Python(String text, String indent) {
    this.source = withoutComments(text);
    this.indent = indent;
  }

  /** Reads what a module assigns. */
  static Python module(String text) {
    return new Python(text, "");
  }

  /** Reads what the classes of a module assign. */
  static Python classes(String text) {
    return new Python(text, "[ \\t]+");
  }

  /** Returns the strings assigned to a name: of one string, or a list, tuple or set of them. */
  Optional<List<String>> strings(String name) {
    Optional<String> assigned = assigned(name);
    if (assigned.isEmpty()) {
      return Optional.empty();
    }
    String expression = assigned.get();
    String rest = STRING.matcher(expression).replaceAll("").replaceAll("[\\s,()\\[\\]{}]", "");
    if (!rest.isEmpty() && !rest.equals("None")) {
      throw new IllegalArgumentException(name + " is no literal, but " + expression.strip());
    }
    List<String> strings = new ArrayList<>();
    Matcher matcher = STRING.matcher(expression);
    while (matcher.find()) {
      strings.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return Optional.of(strings);
  }

  /** Returns the pairs of strings in the list assigned to a name; other elements are left out. */
  List<List<String>> pairs(String name) {
    List<List<String>> pairs = new ArrayList<>();
    Matcher matcher = PAIR.matcher(assigned(name).orElse(""));
    while (matcher.find()) {
      pairs.add(List.of(matcher.group(2), matcher.group(4)));
    }
    return pairs;
  }

  boolean has(String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(source).find();
  }

  private Optional<String> assigned(String name) {
    Matcher matcher =
        Pattern.compile("^" + indent + name + "[ \\t]*(:[^=\\n]+)?=(?!=)", Pattern.MULTILINE)
            .matcher(source);
    int start = -1;
    while (matcher.find()) {
      // the last assignment holds
      start = matcher.end();
    }
    if (start < 0) {
      return Optional.empty();
    }
    int depth = 0;
    int end = start;
    for (; end < source.length(); end++) {
      char c = source.charAt(end);
      if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (c == '\n' && depth <= 0) {
        break;
      }
    }
    return Optional.of(source.substring(start, end));
  }

  /** Returns the text without comments and without strings in three quotes. */
  private static String withoutComments(String text) {
    StringBuilder kept = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      String three = String.valueOf(c).repeat(3);
      if (c == '#') {
        at = endOf(text, "\n", at) - 1;
      } else if ((c == '"' || c == '\'') && text.startsWith(three, at)) {
        at = endOf(text, three, at + 3);
      } else if (c == '"' || c == '\'') {
        int end = endOfString(text, at);
        kept.append(text, at, end);
        at = end;
      } else {
        kept.append(c);
        at++;
      }
    }
    return kept.toString();
  }

  private static int endOf(String text, String mark, int from) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() + (mark.equals("\n") ? 1 : 0) : found + mark.length();
  }

  private static int endOfString(String text, int from) {
    char quote = text.charAt(from);
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote || c == '\n') {
        return at + 1;
      }
    }
    return text.length();
  }
}
