package dev.sallyport.report;

import java.util.ArrayList;
import java.util.List;

/** Writes a document as plain text that fits a terminal; the last column of a table is wrapped. */
final class TextWriter {
  private static final int NARROWEST = 24;

  private final StringBuilder out = new StringBuilder();
  private final int width;

  private TextWriter(int width) {
    this.width = width;
  }

  static String write(Document document, int width) {
    TextWriter writer = new TextWriter(width);
    for (Document.Block block : document.blocks()) {
      writer.block(block);
    }
    return writer.out.toString();
  }

  private void block(Document.Block block) {
    if (block instanceof Document.Heading heading) {
      out.append(out.length() > 0 ? "\n" : "").append(Words.plain(heading.text())).append('\n');
    } else if (block instanceof Document.Paragraph paragraph) {
      hanging("  ", paragraph.text());
    } else if (block instanceof Document.Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        hanging(list.numbered() ? "  " + (i + 1) + ". " : "  - ", list.items().get(i));
      }
    } else if (block instanceof Document.Table table) {
      table(table);
    } else if (block instanceof Document.Tasks list) {
      list.tasks().forEach(this::task);
    } else if (block instanceof Document.Form form) {
      form.fields()
          .forEach(field -> hanging("  " + Words.plain(field.label()) + ": ", field.value()));
    }
  }

  private void task(Document.Task task) {
    hanging(task.ticked() ? "  [x] " : "  [ ] ", (task.title() + " " + task.text()).strip());
    task.details().forEach(detail -> hanging("      - ", detail));
  }

  private void table(Document.Table table) {
    List<List<String>> rows = new ArrayList<>();
    if (!table.header().isEmpty()) {
      rows.add(table.header());
    }
    rows.addAll(table.rows());
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Words.plain(row.get(i)).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder head = new StringBuilder("  ");
      for (int i = 0; i < widths.length - 1; i++) {
        String cell = Words.plain(row.get(i));
        head.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
      }
      hanging(head.toString(), row.get(widths.length - 1));
    }
  }

  /** Writes text after a head; what does not fit goes under the text's beginning. */
  private void hanging(String head, String text) {
    int room = Math.max(NARROWEST, width - head.length());
    String before = head;
    for (String line : wrap(Words.plain(text), room)) {
      out.append((before + line).stripTrailing()).append('\n');
      before = " ".repeat(head.length());
    }
  }

  static List<String> wrap(String text, int room) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > room) {
      int blank = rest.lastIndexOf(' ', room);
      int cut = blank > 0 ? blank : room;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
