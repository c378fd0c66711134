package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what was read from a checklist, and what each item lacks to be real. */
record GapReport(Checklist list) {
  private static final Pattern BEFORE =
      Pattern.compile(
          "^(?:before|pre-?\\w*|vor|vorab|vorbereitung\\w*)\\b", Pattern.CASE_INSENSITIVE);

  private long phases() {
    return list.stretches().stream().filter(stretch -> !stretch.planned().isEmpty()).count();
  }

  private Map<Kind, Long> kinds() {
    Map<Kind, Long> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      long count = list.items().stream().filter(item -> item.kind() == kind).count();
      if (count > 0) {
        kinds.put(kind, count);
      }
    }
    return kinds;
  }

  private Map<Gap, Long> gaps() {
    Map<Gap, Long> gaps = new LinkedHashMap<>();
    for (Gap gap : Gap.values()) {
      long count = list.items().stream().filter(item -> item.gaps().contains(gap)).count();
      if (count > 0) {
        gaps.put(gap, count);
      }
    }
    return gaps;
  }

  private long thresholds() {
    return list.items().stream().filter(item -> item.limit() != null).count();
  }

  Map<String, Object> counts() {
    Map<String, Object> kinds = new LinkedHashMap<>();
    kinds().forEach((kind, count) -> kinds.put(kind.name(), count));
    Map<String, Object> gaps = new LinkedHashMap<>();
    gaps().forEach((gap, count) -> gaps.put(gap.name(), count));
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("items", list.items().size());
    counts.put("phases", phases());
    counts.put("thresholds", thresholds());
    counts.put("kinds", kinds);
    counts.put("gaps", gaps);
    counts.put("leftOut", list.leftOut());
    return counts;
  }

  String summary() {
    int items = list.items().size();
    List<String> lines = new ArrayList<>();
    lines.add(list.name() + ": " + counted(items, "item") + " in " + counted(phases(), "phase"));
    lines.add(
        "  kinds       "
            + kinds().entrySet().stream()
                .map(entry -> entry.getKey().counted(entry.getValue()))
                .collect(Collectors.joining(", ")));
    lines.add("  thresholds  " + thresholds() + " found in the text, as typed gates");
    lines.add(
        "  gaps        "
            + (gaps().isEmpty()
                ? "none"
                : gaps().entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().word())
                    .collect(Collectors.joining(", "))));
    order().forEach(line -> lines.add("  order       " + line));
    if (!list.leftOut().isEmpty()) {
      lines.add("  left out    " + left());
      list.leftOut().stream().limit(10).forEach(line -> lines.add("    " + line));
      if (list.leftOut().size() > 10) {
        lines.add("    ... the list of gaps has them all");
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * What stands behind the work and is hardly meant to: lists are sorted by subject, runs by time.
   */
  private List<String> order() {
    List<String> lines = new ArrayList<>();
    boolean worked = false;
    for (Checklist.Stretch stretch : list.stretches()) {
      boolean signs =
          stretch.items().stream()
              .anyMatch(item -> item.kind() == Kind.APPROVAL && item.role() != null);
      if (worked && (signs || BEFORE.matcher(stretch.phase()).find())) {
        lines.add(
            "'"
                + stretch.phase()
                + "' (line "
                + stretch.line()
                + ") stands behind the first step; move the phase to where it is meant to be");
      }
      worked |= stretch.items().stream().anyMatch(item -> item.kind() == Kind.STEP);
    }
    return lines;
  }

  private String left() {
    int lines = list.leftOut().size();
    return lines == 1
        ? "1 line that looks like no item:"
        : lines + " lines that look like no item:";
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Gaps of " + cell(list.name()) + "\n\n```text\n");
    text.append(summary()).append("```\n\nWhat each gap asks for:\n\n");
    gaps()
        .keySet()
        .forEach(
            gap ->
                text.append("- **")
                    .append(gap.word())
                    .append("**: ")
                    .append(gap.wayOut())
                    .append(".\n"));
    for (Checklist.Stretch stretch : list.stretches()) {
      text.append("\n## ").append(cell(stretch.phase())).append("\n\n");
      text.append("| line | item | kind | found | missing |\n|---|---|---|---|---|\n");
      stretch.items().forEach(item -> text.append(row(item)));
    }
    if (!list.leftOut().isEmpty()) {
      text.append("\n## Left out\n\n");
      list.leftOut().forEach(line -> text.append("- line ").append(cell(line)).append('\n'));
    }
    return text.toString();
  }

  private static String row(Item item) {
    List<String> found = new ArrayList<>();
    if (item.limit() != null) {
      found.add("`" + item.limit().text() + "`");
    }
    if (item.role() != null) {
      found.add(item.role());
    }
    if (item.timing().interval() != null) {
      found.add("every " + Times.shown(item.timing().interval()));
    }
    if (item.timing().deadline() != null) {
      found.add("within " + Times.shown(item.timing().deadline()));
    }
    Times.Window window = item.timing().window();
    if (window != null) {
      found.add("from " + Times.shown(window.from()) + " to " + Times.shown(window.to()));
    }
    if (!item.undo().isEmpty()) {
      found.add("undo: " + item.undo());
    }
    item.scripts().forEach(script -> found.add("`" + script.lines().get(0) + "`"));
    String missing = item.gaps().stream().map(Gap::word).collect(Collectors.joining(", "));
    return "| %d | %s | %s | %s | %s |\n"
        .formatted(
            item.line(),
            cell(item.text()),
            item.kind().word(),
            cell(String.join("; ", found)),
            missing);
  }

  private static String cell(String text) {
    return JavaText.line(text).replace("|", "\\|").replace("<!--", "&lt;!--");
  }
}
