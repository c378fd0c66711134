package dev.sallyport.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a document as Markdown in which nothing that was seen can pass for mark-up. */
final class MarkdownWriter {
  private static final String SPECIAL = "\\`*<>[]|&~$";

  private static final String BLANK = "_".repeat(20);

  /** What begins a list, a title, a rule or a quotation where it begins a line. */
  private static final Pattern BEGINS_A_BLOCK =
      Pattern.compile("^(#|[-+] |[-+]$|-{2,}|={2,}|(\\d{1,9})(?=[.)]( |$)))");

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
      // Hashes at the end of a title would be taken for its end mark.
      String title = escape(heading.text()).replaceFirst("(?<= )#+$", "\\\\$0");
      out.append("#".repeat(heading.level())).append(' ').append(title).append('\n');
    } else if (block instanceof Document.Paragraph paragraph) {
      out.append(escape(paragraph.text())).append('\n');
    } else if (block instanceof Document.Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        out.append(list.numbered() ? (i + 1) + ". " : "- ");
        out.append(escape(list.items().get(i))).append('\n');
      }
    } else if (block instanceof Document.Table table) {
      table(table);
    } else if (block instanceof Document.Tasks list) {
      list.tasks().forEach(this::task);
    } else if (block instanceof Document.Form form) {
      form.fields().forEach(this::field);
    }
  }

  private void task(Document.Task task) {
    out.append(task.ticked() ? "- [x] **" : "- [ ] **").append(strong(task.title())).append("**");
    out.append(task.text().isEmpty() ? "" : " " + escape(task.text())).append('\n');
    task.details().forEach(detail -> out.append("  - ").append(escape(detail)).append('\n'));
  }

  private void field(Document.Field field) {
    String value = field.value().isEmpty() ? BLANK : escape(field.value());
    String colon = field.label().endsWith("?") ? "" : ":";
    out.append("- **").append(strong(field.label())).append(colon).append("** ");
    out.append(value).append('\n');
  }

  /** Asterisks around nothing are none of Markdown's. */
  private static String strong(String text) {
    String escaped = escape(text);
    return escaped.isEmpty() ? "?" : escaped;
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
    String text = strip(Words.plain(raw));
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPECIAL.indexOf(c) >= 0 || c == '_' && !insideWord(text, i)) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    Matcher block = BEGINS_A_BLOCK.matcher(text);
    if (block.find()) {
      escaped.insert(block.group(2) == null ? 0 : block.end(), '\\');
    }
    return escaped.toString();
  }

  /** Blanks of any kind at the beginning of a text would make code of it. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean insideWord(String text, int i) {
    return i > 0
        && i < text.length() - 1
        && Character.isLetterOrDigit(text.charAt(i - 1))
        && Character.isLetterOrDigit(text.charAt(i + 1));
  }
}
