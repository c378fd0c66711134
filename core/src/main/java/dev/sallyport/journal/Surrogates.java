package dev.sallyport.journal;

/**
 * Text that is no valid Unicode, as a cut through the middle of a character leaves it: UTF-8 cannot
 * hold half a surrogate pair, a JSON escape can.
 */
final class Surrogates {
  private Surrogates() {}

  /** Returns whether the text has half a pair. */
  static boolean hasLone(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPair(text, i)) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Returns JSON with each half of a pair as an escape. */
  static String escapeLone(String json) {
    if (!hasLone(json)) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length() + 8);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (isPair(json, i)) {
        out.append(c).append(json.charAt(++i));
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.toString();
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
