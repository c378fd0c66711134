package dev.sallyport.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a document as Markdown in which nothing that was seen can pass for mark-up. */
final class MarkdownWriter {
  private static final String SPECIAL = "\\`*<>[]|&~";

  private final StringBuilder out = new StringBuilder();

  private MarkdownWriter() {}

  static String write(Document document) {
    MarkdownWriter writer = new MarkdownWriter();
    for (Document.Block block : document.blocks()) {
      writer.block(block);
    }
    return writer.out.toString();
  }

  private void block(Document.Block block) {
    if (out.length() > 0) {
      out.append('\n');
    }
    if (block instanceof Document.Heading heading) {
      out.append("#".repeat(heading.level()))
          .append(' ')
          .append(escape(heading.text()))
          .append('\n');
    } else if (block instanceof Document.Paragraph paragraph) {
      out.append(escape(paragraph.text())).append('\n');
    } else if (block instanceof Document.Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        out.append(list.numbered() ? (i + 1) + ". " : "- ");
        out.append(escape(list.items().get(i))).append('\n');
      }
    } else if (block instanceof Document.Table table) {
      table(table);
    }
  }

  private void table(Document.Table table) {
    int columns = table.rows().get(0).size();
    boolean headed = !table.header().isEmpty();
    row(headed ? table.header() : java.util.Collections.nCopies(columns, ""));
    out.append("|").append(" --- |".repeat(columns)).append('\n');
    table.rows().forEach(this::row);
  }

  private void row(List<String> cells) {
    out.append(
        cells.stream()
            .map(MarkdownWriter::escape)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  static String escape(String raw) {
    String text = Words.plain(raw);
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPECIAL.indexOf(c) >= 0 || c == '_' && !insideWord(text, i)) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    if (text.startsWith("#") || text.startsWith("- ") || text.startsWith("+ ")) {
      escaped.insert(0, '\\');
    }
    return escaped.toString();
  }

  private static boolean insideWord(String text, int i) {
    return i > 0
        && i < text.length() - 1
        && Character.isLetterOrDigit(text.charAt(i - 1))
        && Character.isLetterOrDigit(text.charAt(i + 1));
  }
}
