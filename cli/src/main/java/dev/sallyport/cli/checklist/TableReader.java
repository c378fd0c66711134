package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/** Reads a table: a row is an item, and the heads of the columns say what its cells are. */
final class TableReader {
  private final MarkdownReader reader;
  private List<@Nullable String> keys = List.of();
  private String heads = "";

  TableReader(MarkdownReader reader) {
    this.reader = reader;
  }

  void read(TableBlock table) {
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow && part instanceof TableHead) {
          head(cells(row));
        } else if (row instanceof TableRow) {
          row(reader.lineOf(row), cells(row));
        }
      }
    }
  }

  private static List<Inline> cells(Node row) {
    List<Inline> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      if (cell instanceof TableCell) {
        cells.add(Inline.of(cell));
      }
    }
    return cells;
  }

  private void head(List<Inline> cells) {
    String[] found = new String[cells.size()];
    for (int i = 0; i < found.length; i++) {
      String words = cells.get(i).text();
      heads += words.toLowerCase(Locale.ROOT) + "\n";
      found[i] = cells.get(i).isBox() ? Keys.DONE : Keys.of(words);
    }
    keys = Arrays.asList(found);
  }

  private void row(int line, List<Inline> cells) {
    boolean boxed = cells.stream().anyMatch(Inline::isBoxed);
    int item = boxed || keys.contains(Keys.ITEM) || isSignOff() ? itemColumn(cells) : -1;
    boolean known = keys.stream().filter(key -> key != null && !key.equals(Keys.ITEM)).count() > 0;
    if (item < 0 || !boxed && !known || cells.get(item).text().isEmpty()) {
      reader.leaveOut(line, String.join(" | ", cells.stream().map(Inline::text).toList()));
      return;
    }
    int limit = keys.indexOf(Keys.LIMIT);
    boolean limited =
        limit >= 0 && limit != item && limit < cells.size() && !cells.get(limit).text().isEmpty();
    String more = limited ? ": " + cells.get(limit).text() : "";
    Found found = reader.add(line, cells.get(item), more);
    for (int i = 0; i < cells.size(); i++) {
      if (i != item) {
        cell(found, i < keys.size() ? keys.get(i) : null, cells.get(i));
      }
    }
    if (isSignOff()) {
      found.keys.putIfAbsent(Keys.OWNER, found.text);
    }
  }

  /** A table of names to be signed: whoever stands in a row is asked. */
  private boolean isSignOff() {
    return heads.matches("(?s).*(?:role|rolle|name|team)\\n.*")
        && heads.matches("(?s).*(?:sign|approv|freigabe|unterschrift|datum|date).*")
        && !keys.contains(Keys.ITEM);
  }

  private int itemColumn(List<Inline> cells) {
    int named = keys.indexOf(isSignOff() ? Keys.OWNER : Keys.ITEM);
    if (named >= 0 && named < cells.size()) {
      return named;
    }
    int longest = -1;
    for (int i = 0; i < cells.size(); i++) {
      boolean free = i >= keys.size() || keys.get(i) == null;
      if (free
          && !cells.get(i).isBox()
          && !cells.get(i).text().matches("[\\d.]*")
          && (longest < 0 || cells.get(i).text().length() > cells.get(longest).text().length())) {
        longest = i;
      }
    }
    return longest;
  }

  private static void cell(Found found, @Nullable String key, Inline cell) {
    String text = cell.text();
    found.links.addAll(cell.links);
    if (Keys.NUMBER.equals(key) && text.matches("[A-Z][A-Z0-9]{0,9}-\\d+")) {
      found.id = text;
    } else if (Keys.COMMAND.equals(key) && !text.isEmpty()) {
      String command = cell.codes.isEmpty() ? text : cell.codes.get(0);
      if (ShellBlock.isCommand(command)) {
        found.scripts.add(Script.of(found.line, command));
      }
    } else if (key != null && !text.isEmpty() && !text.matches("[-–—_ ]+|n/?a")) {
      found.keys.putIfAbsent(key, text.replace("`", ""));
    }
  }
}
