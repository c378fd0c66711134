package dev.sallyport.review;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Headings, paragraphs and tables, written as plain text or as Markdown. */
final class Sheet {
  private static final String SPECIAL = "\\`*_<>[]|&~#";

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder markdown = new StringBuilder();

  static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  Sheet heading(int level, String words) {
    text.append(text.isEmpty() ? "" : "\n").append(plain(words)).append('\n');
    gap().append("#".repeat(level)).append(' ').append(escape(words)).append('\n');
    return this;
  }

  /** Adds a paragraph, unless it is empty. */
  Sheet paragraph(String words) {
    if (!words.isEmpty()) {
      text.append("  ").append(plain(words)).append('\n');
      gap().append(escape(words)).append('\n');
    }
    return this;
  }

  /** Adds a table; one without rows is left out. */
  Sheet table(List<String> header, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return this;
    }
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    int[] widths = new int[header.size()];
    Arrays.setAll(
        widths, i -> all.stream().mapToInt(r -> plain(r.get(i)).length()).max().orElse(0));
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = plain(row.get(i));
        line.append("  ").append(cell).append(" ".repeat(widths[i] - cell.length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    gap();
    row(header);
    markdown.append("|").append(" --- |".repeat(widths.length)).append('\n');
    rows.forEach(this::row);
    return this;
  }

  private void row(List<String> cells) {
    markdown.append(
        cells.stream().map(Sheet::escape).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private StringBuilder gap() {
    return markdown.append(markdown.isEmpty() ? "" : "\n");
  }

  String text() {
    return text.toString();
  }

  String markdown() {
    return markdown.toString();
  }

  /** Returns text with what could move a terminal's cursor or break a line made harmless. */
  static String plain(String raw) {
    return raw.codePoints()
        .map(c -> c == '\n' || c == '\r' || c == '\t' ? ' ' : isHarmful(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmful(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }

  private static String escape(String raw) {
    StringBuilder escaped = new StringBuilder();
    for (char c : plain(raw).toCharArray()) {
      escaped.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return escaped.toString();
  }
}
