package dev.sallyport.cli.checklist;

import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.UndoPolicy;
import dev.sallyport.plan.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a plan, as it is compared with an item. Immutable.
 *
 * @param path its path
 * @param kind what it is, in one word
 * @param label its text in the checklist
 * @param covers the ids of the items it covers
 * @param phase its phase; empty for a watch or an announcement, which may stand anywhere in a
 *     checklist
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
      if (isItem(node)) {
        all.add(of(graph, node, node.label(), ownCovers(node)));
      }
      for (Approval.Item item : attested(node)) {
        all.add(of(graph, node, item.text(), item.covers()));
      }
      verification(node).ifPresent(gate -> all.add(wayBack(node.path(), gate)));
    }
    for (Graph.PhaseNode phase : graph.phases()) {
      verification(phase).ifPresent(gate -> all.add(wayBack(phase.rollbackPath(), gate)));
    }
    for (Graph.WatchNode node : graph.watches()) {
      Watch watch = node.watch();
      all.add(anywhere(node.path(), "watch", watch.label(), watch.covers(), node.source()));
    }
    for (Graph.AnnouncementNode node : graph.announcements()) {
      Announcement told = node.announcement();
      all.add(anywhere(node.path(), "announcement", told.label(), told.covers(), ""));
    }
    return all;
  }

  private static Planned of(Graph graph, Node node, String label, List<String> covers) {
    return new Planned(
        node.path(),
        node.kind(),
        label,
        covers,
        graph.phaseOf(node).name(),
        node.stage(),
        graph.sourceOf(node),
        comparable(label));
  }

  private static Planned anywhere(
      String path, String kind, String label, List<String> covers, String source) {
    return new Planned(path, kind, label, covers, "", -1, source, comparable(label));
  }

  private static Planned wayBack(String path, Gate gate) {
    return anywhere(path + " undo", "verification", gate.label(), gate.covers(), "");
  }

  /** Returns the gate that verifies a step's undo, if it covers items: they are of the way back. */
  static Optional<Gate> verification(Node node) {
    return node instanceof Node.StepNode it
            && it.step().effect() instanceof Effect.Reversible<?> undone
        ? covering(undone.policy())
        : Optional.empty();
  }

  /** Returns the gate that verifies a phase's own undo, if it covers items. */
  static Optional<Gate> verification(Graph.PhaseNode phase) {
    return covering(phase.phase().undoPolicy());
  }

  private static Optional<Gate> covering(UndoPolicy undone) {
    return Optional.ofNullable(undone.verification()).filter(gate -> !gate.covers().isEmpty());
  }

  /** Returns what is attested one by one in an approval; none for anything else. */
  static List<Approval.Item> attested(Node node) {
    return node instanceof Node.ApprovalNode vote ? vote.approval().items() : List.of();
  }

  /** Returns whether a node is an item itself, rather than a point or a frame around items. */
  static boolean isItem(Node node) {
    return !(node instanceof Node.PointNode)
        && (attested(node).isEmpty() || !ownCovers(node).isEmpty());
  }

  /** Returns the ids that a node covers itself. */
  static List<String> ownCovers(Node node) {
    List<String> own = new ArrayList<>(node.covers());
    attested(node).forEach(item -> own.removeAll(item.covers()));
    return own;
  }

  /** Shortened and masked as a checklist's texts are. */
  private static String comparable(String label) {
    return Similarity.normal(Names.cut(Secrets.masked(label), Found.LONGEST));
  }

  boolean isAnywhere() {
    return phase.isEmpty();
  }
}
