package dev.sallyport.review;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Finds the way back from each node of a plan. */
final class WaysBack {
  private WaysBack() {}

  static List<WayBack> of(Plan plan) {
    Graph graph = plan.graph();
    Order order = new Order(graph);
    CriticalPath path = new CriticalPath(plan, order);
    List<Node> points = new ArrayList<>();
    List<Node> irreversible = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node instanceof Node.PointNode) {
        points.add(node);
      } else if (Effects.isIrreversible(node)) {
        irreversible.add(node);
      }
    }
    List<WayBack> ways = new ArrayList<>();
    for (Node node : graph.nodes()) {
      ways.add(
          new WayBack(
              node.path(),
              node.kind(),
              path.forwardFrom(node),
              path.backFrom(node),
              irreversible.stream().filter(n -> !order.isBefore(node, n)).map(Node::path).toList(),
              points.stream().filter(n -> order.isBefore(n, node)).map(Node::path).toList()));
    }
    return ways;
  }
}
