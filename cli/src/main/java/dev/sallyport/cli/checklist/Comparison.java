package dev.sallyport.cli.checklist;

import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds how a checklist and a plan differ. Items and nodes are paired by id, then by text in the
 * same phase, then by text anywhere, then by likeness; what is left stands on one side only.
 */
final class Comparison {
  private static final double ALIKE = 0.6;
  private final Checklist list;
  private final List<Side> items = new ArrayList<>();
  private final List<Planned> nodes;
  private final List<Pair> pairs = new ArrayList<>();
  private final Set<Planned> paired = new HashSet<>();

  Comparison(Checklist list, Plan plan) {
    this.list = list;
    for (Checklist.Stretch stretch : list.stretches()) {
      stretch
          .items()
          .forEach(
              item -> items.add(new Side(item, stretch.phase(), Similarity.normal(item.text()))));
    }
    nodes = Planned.of(plan.graph());
  }

  /** An item of the checklist. */
  private record Side(Item item, String phase, String text) {
    boolean hasId(Planned node) {
      return List.of(item.id().split(" ")).stream().anyMatch(node.covers()::contains);
    }
  }

  /** An item and its node. */
  private record Pair(Side item, Planned node) {
    boolean samePhase() {
      return Comparison.samePhase(item, node);
    }
  }

  private static boolean samePhase(Side item, Planned node) {
    return node.isAnywhere()
        || Similarity.normal(item.phase()).equals(Similarity.normal(node.phase()));
  }

  List<Drift> find() {
    pair((item, node) -> item.hasId(node));
    pair((item, node) -> samePhase(item, node) && item.text().equals(node.text()));
    pair((item, node) -> item.text().equals(node.text()));
    pairAlike();
    List<Drift> drifts = new ArrayList<>();
    for (Pair pair : pairs) {
      compare(pair, drifts);
    }
    reordered(drifts);
    oneSided(drifts);
    drifts.sort(
        Comparator.comparingInt(drift -> drift.line() == 0 ? Integer.MAX_VALUE : drift.line()));
    return List.copyOf(drifts);
  }

  private List<Side> unpairedItems() {
    Set<Side> taken = new HashSet<>();
    pairs.forEach(pair -> taken.add(pair.item()));
    return items.stream().filter(item -> !taken.contains(item)).toList();
  }

  private void pair(BiPredicate<Side, Planned> same) {
    for (Side item : unpairedItems()) {
      for (Planned node : nodes) {
        boolean shared = item.hasId(node) && node.covers().size() > 1;
        if ((shared || !paired.contains(node)) && same.test(item, node)) {
          pairs.add(new Pair(item, node));
          paired.add(node);
          break;
        }
      }
    }
  }

  private record Likeness(Side item, Planned node, double degree) {}

  private void pairAlike() {
    List<Likeness> alike = new ArrayList<>();
    for (Side item : unpairedItems()) {
      for (Planned node : nodes) {
        double degree = paired.contains(node) ? 0 : Similarity.of(item.text(), node.text());
        if (degree >= ALIKE && (item.item().kind().standsInPlan() || samePhase(item, node))) {
          alike.add(new Likeness(item, node, degree + (samePhase(item, node) ? 1 : 0)));
        }
      }
    }
    alike.sort(Comparator.comparingDouble(Likeness::degree).reversed());
    Set<Side> taken = new HashSet<>();
    for (Likeness like : alike) {
      if (!paired.contains(like.node()) && taken.add(like.item())) {
        pairs.add(new Pair(like.item(), like.node()));
        paired.add(like.node());
      }
    }
  }

  private void compare(Pair pair, List<Drift> drifts) {
    Side item = pair.item();
    Planned node = pair.node();
    if (!item.text().equals(pair.node().text()) && node.covers().size() < 2) {
      drifts.add(
          new Drift(
              Drift.Kind.REWORDED,
              item.item().line(),
              node.source(),
              "the checklist says '"
                  + item.item().text()
                  + "', the plan's "
                  + node.path()
                  + " says '"
                  + node.label()
                  + "'",
              "If it means the same, give the plan's "
                  + node.kind()
                  + " the new label(...); if not, change what it does."));
    }
    if (!pair.samePhase()) {
      drifts.add(
          new Drift(
              Drift.Kind.MOVED,
              item.item().line(),
              node.source(),
              "'"
                  + item.item().text()
                  + "' stands under '"
                  + item.phase()
                  + "' in the checklist, in the plan in the phase '"
                  + pair.node().phase()
                  + "'",
              "Move the one or the other; where it stands is when it happens."));
    }
  }

  /** Of the pairs of each phase, those that stand in no longest run of the same order. */
  private void reordered(List<Drift> drifts) {
    List<String> phases =
        pairs.stream()
            .map(pair -> pair.node().phase())
            .filter(phase -> !phase.isEmpty())
            .distinct()
            .toList();
    for (String phase : phases) {
      List<Pair> inOrder =
          pairs.stream()
              .filter(pair -> pair.samePhase() && pair.node().phase().equals(phase))
              .sorted(Comparator.comparingInt(pair -> items.indexOf(pair.item())))
              .toList();
      List<Integer> stages = inOrder.stream().map(pair -> pair.node().stage()).toList();
      Set<Integer> kept = LongestRun.of(stages);
      for (int i = 0; i < inOrder.size(); i++) {
        if (!kept.contains(i)) {
          drifts.add(reordered(inOrder.get(i)));
        }
      }
    }
  }

  private Drift reordered(Pair pair) {
    return new Drift(
        Drift.Kind.REORDERED,
        pair.item().item().line(),
        pair.node().source(),
        "'"
            + pair.item().item().text()
            + "' stands at another place among its neighbours than "
            + pair.node().path()
            + " in the plan",
        "Put them in the same order; the plan's is the one that runs.");
  }

  private void oneSided(List<Drift> drifts) {
    for (Side item : unpairedItems()) {
      if (item.item().kind().standsInPlan()) {
        drifts.add(
            new Drift(
                Drift.Kind.ADDED,
                item.item().line(),
                "",
                "'"
                    + item.item().text()
                    + "' stands in "
                    + list.name()
                    + " only, under '"
                    + item.phase()
                    + "'",
                "Add it to the plan, as an approval at first, or take it out of the checklist."));
      }
    }
    for (Planned node : nodes) {
      if (!paired.contains(node)) {
        drifts.add(
            new Drift(
                Drift.Kind.REMOVED,
                0,
                node.source(),
                "the plan's "
                    + node.kind()
                    + " "
                    + node.path()
                    + ", '"
                    + node.label()
                    + "', stands in no line of "
                    + list.name(),
                "Write '- [ ] "
                    + node.label()
                    + "' under '"
                    + (node.isAnywhere() ? "Watches and announcements" : node.phase())
                    + "', or take it out of the plan."));
      }
    }
  }
}
