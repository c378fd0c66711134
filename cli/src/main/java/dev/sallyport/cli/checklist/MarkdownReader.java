package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Finds the items of a checklist, section by section. */
final class MarkdownReader {
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A\uFEFF?---[ \\t]*\\n.*?\\n---[ \\t]*(?=\\n|\\z)", Pattern.DOTALL);
  private static final Pattern BOXES =
      Pattern.compile("(?m)^\\s*(?:>\\s*)?(?:[-*+]|\\d+[.)])\\s+\\[[ xX]]\\s");

  final List<Section> sections = new ArrayList<>();
  final List<String> leftOut = new ArrayList<>();
  final boolean hasBoxes;
  Section section;
  private final int shift;

  /** A group of items: the bold or colon-ended line above a list. */
  String group = "";

  private MarkdownReader(String title, int shift, boolean hasBoxes) {
    this.section = new Section(0, 1, title, null);
    this.sections.add(section);
    this.shift = shift;
    this.hasBoxes = hasBoxes;
  }

  /** Reads a checklist; what stands above its first heading is a section of the name given. */
  static MarkdownReader read(String title, String markdown) {
    String text = withoutFrontMatter(markdown.replace("\r\n", "\n").replace('\r', '\n'));
    boolean boxes = BOXES.matcher(text).find() || text.codePoints().anyMatch(MarkdownReader::isBox);
    MarkdownReader reader = new MarkdownReader(title, 0, boxes);
    reader.blocks(parse(text));
    return reader;
  }

  private static boolean isBox(int c) {
    return "\u2610\u2B1C\u25A1\u25FB".indexOf(c) >= 0;
  }

  private static Node parse(String text) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .includeSourceSpans(IncludeSourceSpans.BLOCKS)
        .build()
        .parse(text);
  }

  /** Blanks out what tools write above a page, keeping the numbers of the lines. */
  private static String withoutFrontMatter(String text) {
    Matcher found = FRONT_MATTER.matcher(text);
    return found.find()
        ? found.group().replaceAll("[^\\n]", "") + text.substring(found.end())
        : text;
  }

  private void blocks(Node parent) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        heading(heading);
      } else if (node instanceof ListBlock list) {
        new ListReader(this).read(list);
        group = "";
      } else if (node instanceof Paragraph paragraph) {
        new ParagraphReader(this).read(paragraph);
      } else if (node instanceof FencedCodeBlock fence) {
        code(fence, fence.getInfo(), fence.getLiteral(), lineOf(fence) + 1);
      } else if (node instanceof IndentedCodeBlock indented) {
        code(indented, "", indented.getLiteral(), lineOf(indented));
      } else if (node instanceof TableBlock table) {
        new TableReader(this).read(table);
        group = "";
      } else if (node instanceof BlockQuote quote) {
        blocks(quote);
      }
    }
  }

  private void heading(Heading heading) {
    Section parent = section;
    while (parent.parent != null && parent.level >= heading.getLevel()) {
      parent = parent.parent;
    }
    String title = Inline.of(heading).text();
    section = new Section(heading.getLevel(), lineOf(heading), title, parent);
    sections.add(section);
    group = "";
  }

  private void code(
      Node node, @org.jspecify.annotations.Nullable String info, String text, int first) {
    if (BOXES.matcher(text).find()) {
      boxesInCode(text, first);
    } else if (ShellBlock.isShell(info == null ? "" : info, text)) {
      for (Script script : ShellBlock.scripts(first, text)) {
        if (!script.onlySetsUp()) {
          Found found = new Found(script.line(), script.name(), group);
          found.commands = true;
          found.scripts.add(script);
          section.found.add(found);
        }
      }
    } else {
      leaveOut(lineOf(node), text.lines().findFirst().orElse(""));
    }
  }

  /** Items that stand in a fenced block, as some write them to keep the look of a terminal. */
  private void boxesInCode(String text, int first) {
    String listed =
        text.replaceAll("(?m)^\\s*#+.*$", "").replaceAll("(?m)^[ \\t]+(?=[-*+] \\[)", "");
    MarkdownReader inner = new MarkdownReader(section.title, first - 1, true);
    inner.section = section;
    inner.group = group;
    inner.blocks(parse(listed));
    leftOut.addAll(inner.leftOut);
  }

  int lineOf(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    if (spans.isEmpty()) {
      return node.getParent() == null ? shift + 1 : lineOf(node.getParent());
    }
    return shift + spans.get(0).getLineIndex() + 1;
  }

  void leaveOut(int line, String text) {
    if (!text.isBlank()) {
      leftOut.add(line + ": " + Names.cut(Secrets.masked(text.strip()), 80));
    }
  }

  /** Adds an item to the section at hand. */
  Found add(int line, Inline inline) {
    return add(line, inline, "");
  }

  /** Adds an item of which a part of the text stands elsewhere. */
  Found add(int line, Inline inline, String more) {
    Found found = new Found(line, inline.text() + more, group);
    fill(found, inline);
    section.found.add(found);
    return found;
  }

  private static void fill(Found found, Inline inline) {
    found.id = inline.id();
    found.bold = inline.key();
    found.links.addAll(inline.links);
    for (String code : inline.codes) {
      if (ShellBlock.isCommand(code)) {
        found.scripts.add(Script.of(found.line, code.replaceFirst("^\\$\\s+", "")));
      }
    }
  }
}
