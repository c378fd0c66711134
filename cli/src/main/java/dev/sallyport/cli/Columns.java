package dev.sallyport.cli;

import dev.sallyport.report.Report;

/** Fits text into the columns of a terminal, of which some characters take two and some none. */
final class Columns {
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0xA4CF},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1FAFF},
    {0x20000, 0x3FFFD}
  };

  private Columns() {}

  /** Returns as much of the text as fits; three dots say that there is more. */
  static String fit(String raw, int columns) {
    String text = Report.plain(raw);
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder fitting = new StringBuilder();
    int room = Math.max(0, columns - 3);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      room -= width(c);
      if (room < 0) {
        break;
      }
      fitting.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return fitting + "...".substring(0, Math.min(3, columns));
  }

  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  private static int width(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (c >= range[0] && c <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
