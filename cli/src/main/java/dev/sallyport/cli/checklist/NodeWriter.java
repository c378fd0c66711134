package dev.sallyport.cli.checklist;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the code of one item: who is asked for it now, and what would automate it. */
final class NodeWriter {
  private static final String INDENT = "        ";
  private static final String SUGGESTED = INDENT + "//   ";
  private static final Pattern COMMAND = Pattern.compile(":?\\s*`[^`]*`$");
  private static final Pattern OWNER =
      Pattern.compile(
          "\\s*\\((?:owner|who|dri|wer|verantwortlich)\\s*:[^)]*\\)$", Pattern.CASE_INSENSITIVE);
  private final Names names;
  private final Set<String> covered;
  private final List<String> lines = new ArrayList<>();
  private String ids = "";

  /**
   * Creates a writer for a phase.
   *
   * @param names the names given in this phase
   * @param covered the ids that the plan covers so far
   */
  NodeWriter(Names names, Set<String> covered) {
    this.names = names;
    this.covered = covered;
  }

  String write(Item item) {
    lines.clear();
    ids = item.kind().standsInPlan() ? fresh(item) : "";
    String asked = item.gaps().stream().map(Gap::word).collect(Collectors.joining(", "));
    comment(
        "line " + item.line() + ", " + item.kind().word() + (asked.isEmpty() ? "" : "; " + asked));
    if (!item.group().isBlank()) {
      comment("of: " + item.group());
    }
    item.links().forEach(link -> comment("see " + link));
    switch (item.kind()) {
      case STEP -> step(item);
      case CHECK, WATCH, TRIGGER -> judged(item);
      case APPROVAL, ANNOUNCEMENT -> approval(item, name(item));
      case RECORD -> comment(item.text() + " - the journal and the report hold it");
      case UNDO -> comment("going back: " + item.text());
    }
    return String.join("\n", lines) + "\n";
  }

  /** Returns the label of an item's node; a trigger's says that it must not be so. */
  static String label(Item item) {
    return item.kind() == Kind.TRIGGER ? "Not so: " + item.text() : item.text();
  }

  /** Returns a name of its own: the text without the command and the owner at its end. */
  private String name(Item item) {
    String bare =
        item.scripts().isEmpty() ? item.text() : COMMAND.matcher(item.text()).replaceFirst("");
    String text = OWNER.matcher(bare.isBlank() ? item.text() : bare).replaceFirst("");
    return names.node(item.kind() == Kind.TRIGGER ? "no " + text : text);
  }

  private void comment(String text) {
    lines.add(INDENT + "// " + JavaText.comment(text));
  }

  private void step(Item item) {
    String name = name(item);
    String text = JavaText.literal(item.text());
    String back = item.undo().isEmpty() ? item.text() : item.undo();
    for (Script script : item.scripts()) {
      suggestStep(item, name, script);
    }
    lines.add(INDENT + ".step(");
    lines.add(INDENT + "    step(" + JavaText.literal(name) + ")");
    lines.add(INDENT + "        .run(byHand(" + text + "))");
    lines.add(
        INDENT
            + "        .onRollback(takenBackByHand("
            + JavaText.literal(back)
            + "))"
            + marks(item, INDENT + "        "));
    close("");
  }

  private void suggestStep(Item item, String name, Script script) {
    lines.add(INDENT + "// suggested, in place of what follows:");
    lines.add(SUGGESTED + ".step(");
    lines.add(SUGGESTED + "    step(" + JavaText.literal(name) + ")");
    lines.add(SUGGESTED + "        .run(" + CommandText.of(script) + limited(item) + ".asStep())");
    if (script.onlyLooks()) {
      lines.add(SUGGESTED + "        .readOnly()");
    } else if (ShellBlock.isCommand(item.undo())) {
      String undo = CommandText.of(Script.of(item.line(), item.undo()));
      lines.add(
          SUGGESTED
              + "        .onRollback((context, made) -> "
              + undo
              + limited(item)
              + ".run(context))");
    } else {
      lines.add(
          SUGGESTED + "        .irreversible(\"undecided: say why it stays, or give onRollback\")");
    }
    suggestMarks(item);
    close("");
  }

  private void suggestMarks(Item item) {
    lines.addAll(marks(item, SUGGESTED + "        ").lines().skip(1).toList());
  }

  private static String limited(Item item) {
    Duration limit = item.timing().deadline();
    return ".timeout(" + Times.java(limit == null ? Duration.ofMinutes(5) : limit) + ")";
  }

  private void judged(Item item) {
    Limit limit = item.limit();
    String name = name(item);
    for (Script script : item.scripts()) {
      suggestGate(item, name, script);
    }
    if (limit == null) {
      approval(item, name);
      return;
    }
    if (item.kind() == Kind.TRIGGER) {
      comment(
          "once its metric is read, a watch(...) beside the phases(...) of the plan fits better");
    }
    boolean monitor = item.kind() == Kind.WATCH && item.timing().window() != null;
    String word = monitor ? "monitor" : "gate";
    lines.add(INDENT + "." + word + "(");
    lines.add(INDENT + "    askPeople(");
    lines.add(INDENT + "        " + word + "(");
    lines.add(INDENT + "                " + JavaText.literal(name) + ",");
    lines.add(INDENT + "                " + measured(item, limit) + ")");
    timing(item);
    lines.set(lines.size() - 1, lines.get(lines.size() - 1) + marks(item, INDENT + "            "));
    close(")");
  }

  /** A metric that nobody reads yet, compared as the item says. */
  private static String measured(Item item, Limit limit) {
    Limit.Relation holds =
        item.kind() == Kind.TRIGGER ? limit.relation().opposite() : limit.relation();
    boolean waits = item.kind() == Kind.CHECK && item.timing().lasting() == null;
    String method = waits ? holds.waits() : holds.stays();
    String metric =
        "notAutomated("
            + JavaText.literal(Subject.of(item, limit))
            + ", "
            + limit.type()
            + ".class)";
    return metric + "." + method + "(" + limit.value() + ")";
  }

  private void timing(Item item) {
    Item.Timing timing = item.timing();
    Duration lasting = timing.lasting();
    Times.Window window = timing.window();
    String every = timing.interval() == null ? "LOOK_EVERY" : Times.java(timing.interval());
    if (item.kind() == Kind.WATCH && window != null) {
      line(".window(" + Times.java(window.length()) + ", " + every + ")");
      return;
    }
    if (timing.interval() != null) {
      line(".every(" + every + ")");
    }
    if (lasting != null && item.kind() == Kind.TRIGGER && lasting.toMinutes() > 0) {
      line(".every(Duration.ofMinutes(1))");
      line(".failsOnInARow(" + lasting.toMinutes() + ")");
    }
    if (item.kind() == Kind.CHECK && lasting != null) {
      Duration deadline = timing.deadline();
      Duration enough = lasting.multipliedBy(2);
      boolean later = deadline != null && deadline.compareTo(enough) > 0;
      line(".sustainedFor(" + Times.java(lasting) + ")");
      line(".within(" + Times.java(later && deadline != null ? deadline : enough) + ")");
    } else {
      line(".within(" + patience(item) + ")");
    }
  }

  private void line(String call) {
    lines.add(INDENT + "            " + call);
  }

  private void suggestGate(Item item, String name, Script script) {
    if (script.onlyLooks() && !script.isEndless()) {
      lines.add(INDENT + "// suggested, in place of what follows:");
      lines.add(SUGGESTED + ".gate(");
      lines.add(
          SUGGESTED
              + "    gate("
              + JavaText.literal(name)
              + ", "
              + CommandText.of(script)
              + limited(item)
              + ".check("
              + JavaText.literal(script.name())
              + "))");
      suggestMarks(item);
      lines.add(SUGGESTED + "        .within(Duration.ofMinutes(10)))");
    } else {
      script.lines().forEach(line -> comment("it says: " + line));
    }
  }

  private void approval(Item item, String name) {
    String role = item.role() == null ? "OPERATOR" : JavaText.literal(item.role());
    lines.add(INDENT + ".gate(");
    lines.add(INDENT + "    approval(" + JavaText.literal(name) + ", " + role + ")");
    lines.add(
        INDENT + "        .within(" + patience(item) + ")" + marks(item, INDENT + "        "));
    close("");
  }

  private static String patience(Item item) {
    Duration deadline = item.timing().deadline();
    Times.Window window = item.timing().window();
    @Nullable Duration said = deadline != null ? deadline : window != null ? window.to() : null;
    return said == null ? "PATIENCE" : Times.java(said);
  }

  /** Returns the label and the ids, as calls behind that indent. */
  private String marks(Item item, String indent) {
    String label = "\n" + indent + ".label(" + JavaText.literal(label(item)) + ")";
    return ids.isEmpty() ? label : label + "\n" + indent + ".covers(" + ids + ")";
  }

  /** An id that stands twice is covered by the first that has it. */
  private String fresh(Item item) {
    return Stream.of(item.id().split(" "))
        .filter(id -> !id.isEmpty() && covered.add(id))
        .map(JavaText::literal)
        .collect(Collectors.joining(", "));
  }

  private void close(String more) {
    lines.set(lines.size() - 1, lines.get(lines.size() - 1) + ")" + more);
  }
}
