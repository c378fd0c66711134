package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** One line of running text: the words, and what was marked in them. */
final class Inline {
  private static final Pattern BOX =
      Pattern.compile(
          "^(?:\\[[ xX]?](?=\\s|$)|[\u2610\u2611\u2612\u2705\u2714\u274C\u274E\u2B1C\u2B1B\u25A1\u25FB\u25FD\u2B55]\uFE0F?"
              + "|\uD83D\uDD32|\uD83D\uDD33|:(?:white_check_mark|heavy_check_mark|x|white_large_square|ballot_box_with_check):)\\s*");
  private static final Pattern ID =
      Pattern.compile(
          "^(?:\\[([A-Z][A-Z0-9]{0,9}-\\d+)]|([A-Z][A-Z0-9]{0,9}-\\d+)\\s*[:.)–-])\\s+(?=\\S)");
  private static final Pattern ID_COMMENT =
      Pattern.compile("<!--\\s*((?:[A-Za-z][\\w.]*-\\d+[,\\s]*)+)-->");

  private final StringBuilder words = new StringBuilder();
  private final StringBuilder bold = new StringBuilder();
  private boolean boldLeads;
  final List<String> links = new ArrayList<>();
  final List<String> codes = new ArrayList<>();
  private String comments = "";

  private Inline() {}

  /** Returns the lines of a paragraph, heading or cell. */
  static List<Inline> lines(Node block) {
    List<Inline> lines = new ArrayList<>(List.of(new Inline()));
    block.accept(new Words(lines));
    return lines;
  }

  /** Returns all lines of a block as one. */
  static Inline of(Node block) {
    Inline all = new Inline();
    for (Inline line : lines(block)) {
      if (!all.words.isEmpty()) {
        all.words.append(' ');
      } else {
        all.bold.append(line.bold);
        all.boldLeads = line.boldLeads;
      }
      all.words.append(line.words);
      all.links.addAll(line.links);
      all.codes.addAll(line.codes);
      all.comments += line.comments;
    }
    return all;
  }

  private String raw() {
    return words.toString().replaceAll("\\s+", " ").strip();
  }

  /** Returns whether it begins with a box to tick, ticked or not. */
  boolean isBoxed() {
    return BOX.matcher(raw()).find();
  }

  /** Returns whether it is nothing but a box. */
  boolean isBox() {
    return !raw().isEmpty() && BOX.matcher(raw()).replaceFirst("").isEmpty();
  }

  /** Returns the words without the box and without an id at the beginning. */
  String text() {
    return ID.matcher(unboxed()).replaceFirst("").strip();
  }

  private String unboxed() {
    return BOX.matcher(raw()).replaceFirst("");
  }

  /** Returns the ids of its own that it carries, separated by blanks; empty if there is none. */
  String id() {
    Matcher comment = ID_COMMENT.matcher(comments);
    if (comment.find()) {
      return comment.group(1).replaceAll("[,\\s]+", " ").strip();
    }
    Matcher own = ID.matcher(unboxed());
    return !own.find() ? "" : own.group(1) != null ? own.group(1) : own.group(2);
  }

  /** Returns the bold words it begins with, without a colon; empty if it begins otherwise. */
  String key() {
    return boldLeads ? bold.toString().strip().replaceFirst("\\s*:$", "") : "";
  }

  /** Returns what follows the bold words it begins with. */
  String afterKey() {
    String rest =
        text().startsWith(bold.toString().strip())
            ? text().substring(bold.toString().strip().length())
            : text();
    return rest.replaceFirst("^\\s*[:–—-]?\\s*", "");
  }

  /** Collects words, line by line. */
  private static final class Words extends AbstractVisitor {
    private final List<Inline> lines;

    Words(List<Inline> lines) {
      this.lines = lines;
    }

    private Inline now() {
      return lines.get(lines.size() - 1);
    }

    @Override
    public void visit(Text text) {
      now().words.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      now().words.append('`').append(code.getLiteral()).append('`');
      now().codes.add(code.getLiteral().strip());
    }

    @Override
    public void visit(SoftLineBreak end) {
      lines.add(new Inline());
    }

    @Override
    public void visit(HardLineBreak end) {
      lines.add(new Inline());
    }

    @Override
    public void visit(HtmlInline html) {
      String tag = html.getLiteral();
      if (tag.startsWith("<!--")) {
        now().comments += tag;
      } else if (tag.matches("(?i)<br\\s*/?>")) {
        now().words.append(' ');
      } else if (tag.matches("<[A-Za-z][\\w-]*>")
          && !tag.matches(
              "(?i)</?(?:b|i|u|em|strong|code|kbd|sub|sup|small|s|del|ins|span|a|p|div|details|summary)>")) {
        now().words.append(tag); // a placeholder such as <version>
      }
    }

    @Override
    public void visit(StrongEmphasis strong) {
      Inline line = now();
      boolean leads = BOX.matcher(line.raw() + " ").replaceFirst("").isBlank();
      int from = line.words.length();
      visitChildren(strong);
      if (leads && line == now() && line.bold.isEmpty()) {
        line.boldLeads = true;
        line.bold.append(line.words.substring(from));
      }
    }

    @Override
    public void visit(Link link) {
      now().links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      // A picture asks for nothing.
    }
  }
}
