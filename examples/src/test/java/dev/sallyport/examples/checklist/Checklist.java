package dev.sallyport.examples.checklist;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Cover;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A checklist's items, as a list proposes to cover them, beside the plans that cover them. */
public final class Checklist {
  /** Which kinds of a plan's parts the list's words mean. */
  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "check", Set.of("gate", "verification"),
          "action", Set.of("step"),
          "watch", Set.of("watch", "monitor"),
          "notify", Set.of("announcement"),
          "record", Set.of("record"),
          "signoff", Set.of("approval"));

  private final List<Item> items;
  private final List<Plan> plans;

  /** A line of the list of items: how is how it is proposed to be covered. */
  private record Item(String id, String text, String how) {}

  private Checklist(List<Item> items, List<Plan> plans) {
    this.items = items;
    this.plans = List.copyOf(plans);
  }

  /** Returns the checks of gates and watches that take no data for a pass. */
  public List<Check> passingWithoutData() {
    return plans.stream()
        .map(Plan::graph)
        .flatMap(
            graph ->
                Stream.concat(
                    graph.nodes().stream()
                        .filter(Node.GateNode.class::isInstance)
                        .map(node -> ((Node.GateNode) node).gate().check()),
                    graph.watches().stream().map(node -> node.watch().gate().check())))
        .filter(Check::passesWithoutData)
        .toList();
  }

  /** Reads the list that lies beside a class of tests, and lays the plans beside it. */
  public static Checklist of(Class<?> test, Plan... plans) {
    try (InputStream list = Objects.requireNonNull(test.getResourceAsStream("items.tsv"))) {
      return new Checklist(
          new String(list.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1)
              .map(line -> line.split("\t"))
              .map(cells -> new Item(cells[0], cells[2], cells[3]))
              .toList(),
          List.of(plans));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the ids of the list, sorted. */
  public List<String> ids() {
    return items.stream().map(Item::id).sorted().toList();
  }

  private Stream<Cover> covers() {
    return plans.stream().flatMap(plan -> plan.description().covers().stream());
  }

  /** Returns the ids that the plans cover, sorted, each as often as it does. */
  public List<String> covered() {
    return covers().map(Cover::id).sorted().toList();
  }

  /**
   * Returns what is not covered as the list proposes, by its id.
   *
   * @param otherwise the ids of which there is a reason, which begins with the kind
   * @throws AssertionError if there is a reason where none is needed, or one of another kind
   */
  public Map<String, String> otherThanProposed(Map<String, String> otherwise) {
    Map<String, String> kinds = new TreeMap<>();
    covers().forEach(cover -> kinds.put(cover.id(), kind(cover)));
    Map<String, String> wrong = new TreeMap<>();
    for (Item item : items) {
      String kind = kinds.getOrDefault(item.id(), "nothing");
      boolean asProposed = Objects.requireNonNull(KINDS.get(item.how())).contains(kind);
      String reason = otherwise.getOrDefault(item.id(), "");
      if (!reason.isEmpty() && (asProposed || !reason.startsWith(kind + ": "))) {
        throw new AssertionError(item.id() + " is a " + kind + ", and the reason is: " + reason);
      }
      if (reason.isEmpty() && !asProposed) {
        wrong.put(item.id(), item.how() + " but " + kind);
      }
    }
    return wrong;
  }

  /** Returns the labels that are not the words of their items, by the items' ids. */
  public Map<String, String> otherWords() {
    Map<String, String> other = new TreeMap<>();
    covers()
        .filter(cover -> !says(plain(cover.text()), plain(text(cover.id()))))
        .forEach(cover -> other.put(cover.id(), cover.text()));
    return other;
  }

  /** A label may be a part of its item; and what covers several items says all of them. */
  private static boolean says(String label, String item) {
    return item.contains(label) || label.contains(item);
  }

  private String text(String id) {
    return items.stream().filter(i -> i.id().equals(id)).findFirst().orElseThrow().text();
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9%<>]", "").toLowerCase(Locale.ROOT);
  }

  /** Returns how many items each kind of the plan's parts covers. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    covers().forEach(cover -> counts.merge(kind(cover), 1L, Long::sum));
    return counts;
  }

  /** What is announced to a page is a record. */
  private String kind(Cover cover) {
    boolean record =
        plans.stream()
            .flatMap(plan -> plan.graph().announcements().stream())
            .filter(node -> node.announcement().covers().contains(cover.id()))
            .anyMatch(
                node -> node.announcement().channel().getClass().getSimpleName().equals("Page"));
    return record ? "record" : cover.kind();
  }
}
