package dev.sallyport.cli.checklist;

import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/** Reads a list, and the lists within it. */
final class ListReader {
  private static final Pattern PROSE =
      Pattern.compile(
          "\\b(?:overview|background|context|contacts?|links?|references?|notes?|goals?|non-goals|scope|glossary|abstract"
              + "|motivation|summary|introduction|table of contents|changelog|revision history|see also|attendees"
              + "|überblick|hintergrund|kontakte?|hinweise?|ansprechpartner|inhalt)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final MarkdownReader reader;

  ListReader(MarkdownReader reader) {
    this.reader = reader;
  }

  void read(ListBlock list) {
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      item(node, list instanceof OrderedList);
    }
  }

  private void item(Node node, boolean numbered) {
    Inline inline = node.getFirstChild() instanceof Paragraph words ? Inline.of(words) : null;
    int line = reader.lineOf(node);
    if (inline == null || inline.text().isEmpty()) {
      nested(node, null);
    } else if (inline.isBoxed()) {
      within(node, reader.add(line, inline), inline);
    } else if (holdsBoxes(node)) {
      within(node, null, inline);
    } else if (isItem(numbered) && !namesAGroup(node, inline)) {
      within(node, reader.add(line, inline), inline);
    } else if (namesAGroup(node, inline) && isItem(numbered)) {
      within(node, null, inline);
    } else {
      said(line, inline);
    }
  }

  /** A line of a plain list that stands above a list of its own and asks for nothing itself. */
  private static boolean namesAGroup(Node node, Inline inline) {
    return inline.text().endsWith(":") && node.getLastChild() instanceof ListBlock;
  }

  private boolean isItem(boolean numbered) {
    if (Classifier.isRollback(reader.section.path(), reader.group)) {
      return true;
    }
    return !PROSE.matcher(reader.section.title).find() && (numbered || !reader.hasBoxes);
  }

  private static boolean holdsBoxes(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof ListBlock && anyBox(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyBox(Node list) {
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      boolean boxed = item.getFirstChild() instanceof Paragraph words && Inline.of(words).isBoxed();
      if (boxed || holdsBoxes(item)) {
        return true;
      }
    }
    return false;
  }

  private void said(int line, Inline inline) {
    String[] keyed = Keys.read(inline.text());
    if (keyed != null && !keyed[0].equals(Keys.TRIGGER)) {
      reader.section.keys.putIfAbsent(keyed[0], keyed[1]);
    } else {
      reader.leaveOut(line, inline.text());
    }
  }

  /** Reads what stands beneath an item; without one, its text names the group. */
  private void within(Node node, @org.jspecify.annotations.Nullable Found found, Inline inline) {
    String outer = reader.group;
    if (found == null || holdsBoxes(node)) {
      reader.group = inline.text().replaceFirst("\\s*:$", "");
    }
    nested(node, found);
    reader.group = outer;
  }

  private void nested(Node node, @org.jspecify.annotations.Nullable Found found) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof ListBlock list) {
        if (found == null || anyBox(list)) {
          read(list);
        } else {
          details(list, found);
        }
      } else if (child instanceof FencedCodeBlock fence && found != null) {
        String info = fence.getInfo() == null ? "" : fence.getInfo();
        if (ShellBlock.isShell(info, fence.getLiteral())) {
          found.scripts.addAll(ShellBlock.scripts(reader.lineOf(fence) + 1, fence.getLiteral()));
        }
      } else if (child instanceof Paragraph words
          && child != node.getFirstChild()
          && found != null) {
        Inline.lines(words).forEach(line -> detail(line, found));
      }
    }
  }

  private static void details(ListBlock list, Found found) {
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      if (item.getFirstChild() instanceof Paragraph words) {
        detail(Inline.of(words), found);
      }
    }
  }

  private static void detail(Inline line, Found found) {
    String[] keyed = Keys.read(line.text());
    found.links.addAll(line.links);
    if (keyed != null) {
      found.keys.putIfAbsent(keyed[0], keyed[1]);
    }
    if (keyed == null || keyed[0].equals(Keys.COMMAND)) {
      for (String code : line.codes) {
        if (ShellBlock.isCommand(code)) {
          found.scripts.add(Script.of(found.line, code));
        }
      }
    }
  }
}
