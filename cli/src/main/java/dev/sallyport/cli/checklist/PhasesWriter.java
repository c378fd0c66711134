package dev.sallyport.cli.checklist;

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

  /**
   * Writes a phase, and returns the call that makes it.
   *
   * @param undo what is added to its chain to walk it back; may be empty
   */
  String write(Checklist.Stretch stretch, String undo) {
    String method = methods.method(stretch.phase());
    NodeWriter nodes = new NodeWriter(new Names(), covered);
    List<Item> items = stretch.items();
    String begin = "phase(" + JavaText.literal(stretch.phase()) + ")";
    String file = fileFor(Math.min(items.size(), ITEMS_A_METHOD));
    int from = 0;
    for (; items.size() - from > ITEMS_A_METHOD; from += ITEMS_A_METHOD) {
      String part = methods.method(method + " part " + (from / ITEMS_A_METHOD + 1));
      List<Item> some = items.subList(from, from + ITEMS_A_METHOD);
      add(file, part + "(Phase phase)", "phase", nodes, some, "");
      begin = file + "." + part + "(" + begin + ")";
      file = fileFor(Math.min(items.size() - from - ITEMS_A_METHOD, ITEMS_A_METHOD));
    }
    file(file).append("\n  // line ").append(stretch.line()).append(": ");
    file(file).append(JavaText.comment(stretch.phase()));
    add(file, method + "()", begin, nodes, items.subList(from, items.size()), undo);
    return file + "." + method + "()";
  }

  /** Writes a method that adds items to a phase. */
  private void add(
      String file, String method, String begin, NodeWriter nodes, List<Item> items, String undo) {
    StringBuilder chain = new StringBuilder();
    StringBuilder asides = new StringBuilder();
    for (Item item : items) {
      (item.kind().standsInPlan() ? chain : asides).append(nodes.write(item));
    }
    String all = chain.append(undo).toString().stripTrailing();
    file(file)
        .append("\n  static Phase ")
        .append(method)
        .append(" {\n")
        .append(asides.toString().replaceAll("(?m)^ {4}", ""))
        .append("    return ")
        .append(begin)
        .append(all.isEmpty() ? "" : "\n")
        .append(all)
        .append(";\n  }\n");
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
