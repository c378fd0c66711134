package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.stream.Stream;

/** The gates, monitors and watches of a plan by the items that they cover. */
final class Items {
  private Items() {}

  /** Returns the check of an item; one that looks at a step's output is given this one. */
  static Check check(Graph graph, String id, Object output) {
    Gate gate =
        Stream.concat(
                graph.nodes().stream()
                    .filter(Node.GateNode.class::isInstance)
                    .map(node -> ((Node.GateNode) node).gate()),
                graph.watches().stream().map(node -> node.watch().gate()))
            .filter(each -> each.covers().contains(id))
            .findFirst()
            .orElseThrow(() -> new AssertionError("Nothing that judges covers " + id));
    return gate.basis() == null ? gate.check() : gate.on(output).check();
  }
}
