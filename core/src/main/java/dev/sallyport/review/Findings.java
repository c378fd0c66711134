package dev.sallyport.review;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.ArrayList;
import java.util.List;

/** The findings so far, each with the line that declared what it is about. */
final class Findings {
  private final Graph graph;
  private final List<Finding> found = new ArrayList<>();

  Findings(Graph graph) {
    this.graph = graph;
  }

  void add(LintCode code, Node node, String why, String wayOut) {
    found.add(new Finding(code.text(), node.path(), graph.sourceOf(node), why, wayOut));
  }

  void add(LintCode code, Graph.PhaseNode phase, String why, String wayOut) {
    found.add(new Finding(code.text(), phase.rollbackPath(), phase.source(), why, wayOut));
  }

  void add(LintCode code, Graph.WatchNode watch, String why, String wayOut) {
    found.add(new Finding(code.text(), watch.path(), watch.source(), why, wayOut));
  }

  void add(LintCode code, Graph.AnnouncementNode node, String why, String wayOut) {
    found.add(new Finding(code.text(), node.path(), node.source(), why, wayOut));
  }

  /** Adds what is said of the rules by which a run may start. */
  void addOfStart(LintCode code, String why, String wayOut) {
    found.add(new Finding(code.text(), "@start", "", why, wayOut));
  }

  List<Finding> list() {
    return List.copyOf(found);
  }
}
