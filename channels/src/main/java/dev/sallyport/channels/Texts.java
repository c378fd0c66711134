package dev.sallyport.channels;

import java.util.function.IntFunction;

/** Text made fit for a receiver: one line, not too long, escaped. */
final class Texts {
  private static final IntFunction<String> AS_IT_IS = Character::toString;

  private Texts() {}

  /** Returns the text in one line: white space and control characters folded into single spaces. */
  static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Z}]+", " ").strip();
  }

  /** Returns the text without control characters other than line breaks and tabs. */
  static String printable(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[\\p{Cc}&&[^\n\t]]", " ");
  }

  /** Returns the text if it has at most {@code limit} characters, or so much of it with a note. */
  static String cut(String text, int limit) {
    return cut(text, limit, AS_IT_IS);
  }

  /**
   * Returns the text with each code point escaped, at most {@code limit} characters with the
   * escapes; what is left out is counted in a note. No code point and no escape is cut apart.
   */
  static String cut(String text, int limit, IntFunction<String> escape) {
    StringBuilder whole = new StringBuilder();
    text.codePoints().forEach(c -> whole.append(escape.apply(c)));
    if (whole.length() <= limit) {
      return whole.toString();
    }
    int room = limit - note(text.length()).length();
    StringBuilder part = new StringBuilder();
    int taken = 0;
    while (taken < text.length()) {
      int c = text.codePointAt(taken);
      String next = escape.apply(c);
      if (part.length() + next.length() > room) {
        break;
      }
      part.append(next);
      taken += Character.charCount(c);
    }
    return part.append(note(text.length() - taken)).toString();
  }

  private static String note(int left) {
    return " ... (cut: " + left + " more characters)";
  }
}
