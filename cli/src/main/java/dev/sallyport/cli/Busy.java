package dev.sallyport.cli;

import dev.sallyport.report.AttemptStory;
import dev.sallyport.report.NodeState;
import dev.sallyport.report.NodeStory;
import dev.sallyport.report.Story;

/** Whether a run is at something that goes on without people. */
final class Busy {
  private Busy() {}

  /**
   * Returns whether anything goes on or is due without a person. An open watch is not, for it goes
   * on as long as the run waits; an announcement is while it is being sent, which ends by itself.
   */
  static boolean isBusy(Story story) {
    return story.nodes().values().stream()
        .anyMatch(node -> node.state().isActive() && node.question() == null && goesOn(node));
  }

  private static boolean goesOn(NodeStory node) {
    return switch (node.kind()) {
      case "approval", "watch" -> false;
      case "announcement" -> node.state() == NodeState.SENDING;
      default -> true;
    };
  }

  /** Returns whether nothing is under way that one would wait for. */
  static boolean isDrained(Story story) {
    return story.nodes().values().stream().noneMatch(Busy::isUnderWay);
  }

  private static boolean isUnderWay(NodeStory node) {
    if (node.state() == NodeState.SENDING) {
      return true;
    }
    AttemptStory last = node.lastAttempt();
    return last != null
        && last.result() == AttemptStory.Result.UNDER_WAY
        && node.state() != NodeState.UNKNOWN;
  }

  /** Returns whether a person may be asked for something. */
  static boolean mayWait(Story story) {
    return story.nodes().values().stream()
        .anyMatch(
            node ->
                node.question() != null
                    || node.kind().equals("approval") && node.state() == NodeState.WAITING);
  }
}
