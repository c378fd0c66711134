package dev.sallyport.cli.checklist;

import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A deployment checklist, read from Markdown: what is to be ticked, phase by phase.
 *
 * <p>Headings are phases; boxes, numbered lists, rows of tables and blocks of shell are items. What
 * stands in comments is left out. Reading runs nothing. Immutable.
 */
public final class Checklist {
  private final String name;
  private final String title;
  private final List<Stretch> stretches;
  private final List<String> leftOut;

  private Checklist(String name, String title, List<Stretch> stretches, List<String> leftOut) {
    this.name = name;
    this.title = title;
    this.stretches = List.copyOf(stretches);
    this.leftOut = List.copyOf(leftOut);
  }

  /**
   * Reads a checklist; any text is one, though perhaps without an item.
   *
   * @param name what to call it, the file's name as a rule
   */
  public static Checklist read(String name, String markdown) {
    Objects.requireNonNull(name, "name");
    String bare = name.replaceFirst("\\.[A-Za-z]+$", "");
    MarkdownReader reader = MarkdownReader.read(bare, markdown);
    String title = bare;
    List<Stretch> stretches = new ArrayList<>();
    Names names = new Names();
    for (Section section : reader.sections) {
      if (section.level == 1 && title.equals(bare)) {
        title = section.title;
      }
      if (!section.found.isEmpty()) {
        String outer =
            section.parent == null || section.parent.level == 0 ? "" : section.parent.title;
        List<Item> items = section.found.stream().map(found -> Judge.item(found, section)).toList();
        stretches.add(new Stretch(section.line, names.phase(section.title, outer), items));
      }
    }
    return new Checklist(name, title, stretches, reader.leftOut);
  }

  /** Returns what a plan looks like as a checklist: Markdown to be reviewed before it runs. */
  public static String of(Plan plan) {
    return new PlanMarkdown(plan).write();
  }

  /**
   * Returns the skeleton of a plan: code that compiles and builds, and passes nothing by itself.
   *
   * @param packageName the package of its classes
   * @param className its main class; empty for one made from the title
   * @throws IllegalArgumentException if a name cannot be used in Java, or there is no item that
   *     could stand in a plan
   */
  public Skeleton skeleton(String packageName, String className) {
    return new SkeletonWriter(this, packageName, className).write();
  }

  /** Returns how this checklist and a plan differ, in the order of their lines; empty if not. */
  public List<Drift> drift(Plan plan) {
    return new Comparison(this, plan).find();
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  List<Stretch> stretches() {
    return stretches;
  }

  List<String> leftOut() {
    return leftOut;
  }

  List<Item> items() {
    return stretches.stream().flatMap(stretch -> stretch.items().stream()).toList();
  }

  /**
   * What stands under one heading.
   *
   * @param line the heading's line
   * @param phase the name of the phase it becomes
   * @param items its items, one at least
   */
  record Stretch(int line, String phase, List<Item> items) {
    Stretch {
      items = List.copyOf(items);
    }

    /** Returns the items that stand in the plan. */
    List<Item> planned() {
      return items.stream().filter(item -> item.kind().standsInPlan()).toList();
    }

    List<Item> undos() {
      return items.stream().filter(item -> item.kind() == Kind.UNDO).toList();
    }
  }
}
