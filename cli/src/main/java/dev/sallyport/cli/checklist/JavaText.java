package dev.sallyport.cli.checklist;

import java.util.stream.Collectors;

/** Puts what people wrote into Java code, where it can be nothing but text. */
final class JavaText {
  private JavaText() {}

  /** Returns a string literal. */
  static String literal(String text) {
    return text.codePoints()
        .mapToObj(JavaText::inLiteral)
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String inLiteral(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> isShown(c) ? Character.toString(c) : escaped(c);
    };
  }

  /** Returns text for the rest of a line behind two slashes. */
  static String comment(String text) {
    return line(text).replaceAll("\\\\(?=u)", "\\\\\\\\");
  }

  /** Returns text as one line of what can be seen. */
  static String line(String text) {
    return text.replaceAll("\\s+", " ")
        .codePoints()
        .mapToObj(c -> isShown(c) ? Character.toString(c) : "")
        .collect(Collectors.joining())
        .strip();
  }

  /** What cannot be seen, or turns the direction of the rest of the line, is not left in code. */
  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String escaped(int c) {
    return Character.toString(c)
        .chars()
        .mapToObj(unit -> String.format("\\u%04X", unit))
        .collect(Collectors.joining());
  }
}
