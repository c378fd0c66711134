package dev.sallyport.cli.checklist;

import java.util.List;
import java.util.Locale;
import org.commonmark.node.Paragraph;

/** Reads running text: boxes, lines that begin with a key, and what stands above a list. */
final class ParagraphReader {
  private final MarkdownReader reader;

  ParagraphReader(MarkdownReader reader) {
    this.reader = reader;
  }

  void read(Paragraph paragraph) {
    List<Inline> lines = Inline.lines(paragraph);
    int line = reader.lineOf(paragraph);
    for (int i = 0; i < lines.size(); i++) {
      read(line + i, lines.get(i), i == lines.size() - 1);
    }
  }

  private void read(int line, Inline inline, boolean last) {
    String text = inline.text();
    if (inline.isBoxed() && !text.isEmpty()) {
      reader.add(line, inline);
      return;
    }
    String[] keyed = Keys.read(text);
    if (keyed != null) {
      said(line, keyed[0], keyed[1], inline);
    } else if (last && isGroup(inline)) {
      reader.group = text.replaceFirst("\\s*:$", "");
    }
  }

  private static boolean isGroup(Inline inline) {
    String text = inline.text();
    boolean bold = !inline.key().isEmpty() && inline.afterKey().isEmpty();
    return !text.isEmpty() && text.length() <= 120 && (bold || text.endsWith(":"));
  }

  private void said(int line, String key, String value, Inline inline) {
    if (key.equals(Keys.TRIGGER)) {
      Found found = new Found(line, value, inline.text().toLowerCase(Locale.ROOT).split(":", 2)[0]);
      found.keys.put(Keys.TRIGGER, value);
      found.links.addAll(inline.links);
      reader.section.found.add(found);
    } else {
      List<Found> before = reader.section.found;
      boolean ofLast = key.equals(Keys.UNDO) && !before.isEmpty();
      (ofLast ? before.get(before.size() - 1).keys : reader.section.keys).putIfAbsent(key, value);
    }
  }
}
