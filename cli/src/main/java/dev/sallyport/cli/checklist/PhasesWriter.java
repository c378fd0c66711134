package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the phases of a skeleton, in methods and files that javac and people can take. */
final class PhasesWriter {
  private static final int ITEMS_A_METHOD = 25;
  private static final int ITEMS_A_FILE = 40;
  private final String head;
  private final String prefix;
  private final Names methods = new Names();
  private final Set<String> covered = new HashSet<>();
  private final Map<String, StringBuilder> files = new LinkedHashMap<>();
  private int room;

  /**
   * Creates a writer.
   *
   * @param head the package line and the imports
   * @param prefix what the names of the classes begin with
   */
  PhasesWriter(String head, String prefix) {
    this.head = head;
    this.prefix = prefix;
  }

  /** Writes a phase, and returns the call that makes it. */
  String write(Checklist.Stretch stretch, String undo) {
    String method = methods.method(stretch.phase());
    NodeWriter nodes = new NodeWriter(new Names(), covered);
    List<String> parts = new ArrayList<>();
    List<Item> items = stretch.items();
    for (int from = 0; from < items.size(); from += ITEMS_A_METHOD) {
      List<Item> some = items.subList(from, Math.min(items.size(), from + ITEMS_A_METHOD));
      String part = methods.method(method + " part " + (from / ITEMS_A_METHOD + 1));
      parts.add(part(part, some, nodes));
    }
    return phase(method, stretch, parts, undo);
  }

  /** Writes items as a method that adds them to a phase, and returns its name. */
  private String part(String name, List<Item> items, NodeWriter nodes) {
    StringBuilder chain = new StringBuilder();
    StringBuilder asides = new StringBuilder();
    for (Item item : items) {
      (item.kind().standsInPlan() ? chain : asides).append(nodes.write(item));
    }
    String file = fileFor(items.size());
    StringBuilder code = file(file);
    code.append("\n  static Phase ").append(name).append("(Phase phase) {\n");
    code.append(asides.toString().replaceAll("(?m)^ {4}", ""));
    code.append(
        chain.isEmpty()
            ? "    return phase;\n  }\n"
            : "    return phase\n" + ended(chain) + "  }\n");
    return file + "." + name;
  }

  private static String ended(StringBuilder chain) {
    return chain.substring(0, chain.length() - 1) + ";\n";
  }

  private String phase(String method, Checklist.Stretch stretch, List<String> parts, String undo) {
    String file = fileFor(1);
    StringBuilder code = file(file);
    code.append("\n  // line ").append(stretch.line()).append(": ");
    code.append(JavaText.comment(stretch.phase()));
    code.append("\n  static Phase ").append(method).append("() {\n");
    code.append("    Phase phase = phase(")
        .append(JavaText.literal(stretch.phase()))
        .append(");\n");
    for (String part : parts) {
      code.append("    phase = ").append(part).append("(phase);\n");
    }
    code.append(undo);
    code.append("    return phase;\n  }\n");
    return file + "." + method + "()";
  }

  private String fileFor(int items) {
    if (files.isEmpty() || room < items) {
      files.put(prefix + (files.size() + 1), new StringBuilder());
      room = ITEMS_A_FILE;
    }
    room -= items;
    return prefix + files.size();
  }

  private StringBuilder file(String name) {
    StringBuilder code = files.get(name);
    if (code == null) {
      throw new IllegalStateException("There is no file " + name + ".");
    }
    return code;
  }

  /** Returns the text of each class by its name. */
  Map<String, String> files() {
    Map<String, String> whole = new LinkedHashMap<>();
    files.forEach(
        (name, code) ->
            whole.put(
                name,
                head
                    + "\n/** Phases of the plan, in the order of the checklist. */\nfinal class "
                    + name
                    + " {\n  private "
                    + name
                    + "() {}\n"
                    + code
                    + "}\n"));
    return whole;
  }
}
