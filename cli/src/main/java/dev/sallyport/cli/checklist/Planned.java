package dev.sallyport.cli.checklist;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in a plan, as it is compared with an item. Immutable.
 *
 * @param path its path
 * @param kind what it is, in one word
 * @param label its text in the checklist
 * @param covers the ids of the items it covers
 * @param phase its phase; empty for a watch, which may stand anywhere in a checklist
 * @param stage where it stands in the order of the plan
 * @param source the file and line that declared it
 * @param text its label, to be compared
 */
record Planned(
    String path,
    String kind,
    String label,
    List<String> covers,
    String phase,
    int stage,
    String source,
    String text) {

  static List<Planned> of(Graph graph) {
    List<Planned> all = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!(node instanceof Node.PointNode)) {
        all.add(
            new Planned(
                node.path(),
                node.kind(),
                node.label(),
                node.covers(),
                graph.phaseOf(node).name(),
                node.stage(),
                graph.sourceOf(node),
                comparable(node.label())));
      }
    }
    for (Graph.WatchNode node : graph.watches()) {
      String label = node.watch().label();
      all.add(
          new Planned(
              node.path(),
              "watch",
              label,
              node.watch().covers(),
              "",
              -1,
              node.source(),
              comparable(label)));
    }
    return all;
  }

  /** Shortened and masked as a checklist's texts are. */
  private static String comparable(String label) {
    return Similarity.normal(Names.cut(Secrets.masked(label), Found.LONGEST));
  }

  boolean isAnywhere() {
    return phase.isEmpty();
  }
}
