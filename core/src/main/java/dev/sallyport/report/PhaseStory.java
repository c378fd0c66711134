package dev.sallyport.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one phase.
 *
 * @param name the phase's name
 * @param nodes its nodes, in the plan's order
 * @param rollback what its own rollback did; null unless it began
 */
public record PhaseStory(String name, List<NodeStory> nodes, @Nullable NodeStory rollback) {
  /** Whichever of these a phase has a node in is what there is to say of the phase. */
  private static final List<NodeState> TELLING =
      List.of(
          NodeState.LEFT_OVER,
          NodeState.UNDO_FAILED,
          NodeState.UNDOING,
          NodeState.FAILED,
          NodeState.UNKNOWN,
          NodeState.UNDONE);

  private static final Set<NodeState> PASSED =
      Set.of(NodeState.DONE, NodeState.WAIVED, NodeState.WARNED);

  /** Copies the list. */
  public PhaseStory {
    nodes = List.copyOf(nodes);
  }

  /** Returns where the phase stands, as the worst of its nodes has it. */
  public NodeState state() {
    Set<NodeState> states = EnumSet.noneOf(NodeState.class);
    nodes.forEach(node -> states.add(node.state()));
    if (rollback != null) {
      states.add(rollback.state());
    }
    for (NodeState state : TELLING) {
      if (states.contains(state)) {
        return state;
      }
    }
    if (states.isEmpty() || states.equals(Set.of(NodeState.NOT_REACHED))) {
      return NodeState.NOT_REACHED;
    }
    return PASSED.containsAll(states) ? NodeState.DONE : NodeState.RUNNING;
  }

  /** Returns how many of its nodes are done. */
  public int done() {
    return (int) nodes.stream().filter(n -> PASSED.contains(n.state())).count();
  }
}
