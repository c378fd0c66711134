package dev.sallyport.report;

import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run that did not succeed left standing, and what to do about each. */
record Standing(Story story) {

  List<Document.Task> tasks() {
    List<Document.Task> tasks = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (Leftover left : story.leftovers()) {
      named.add(left.path());
      tasks.add(task(left.path(), left.why(), byHand(story.node(left.path()))));
    }
    for (NodeStory node : story.nodes().values()) {
      if (!named.contains(node.path()) && node.standsInPhase()) {
        standing(node, tasks);
      }
    }
    return tasks;
  }

  private void standing(NodeStory node, List<Document.Task> tasks) {
    String stays = RollbackSheet.stays(node);
    boolean untouched = story.decided() == Outcome.STOPPED && node.state() == NodeState.DONE;
    if (stays != null) {
      tasks.add(
          task(
              node.path(),
              "stays, as the plan declares: " + stays,
              "Make sure that this is still true."));
    } else if (node.state() == NodeState.UNKNOWN) {
      tasks.add(
          task(
              node.path(),
              "unknown: nobody knows whether it took effect, or whether it still runs",
              "Look, and take it back by hand if it did."));
    } else if (untouched && node.structure().endsWith("; reversible")) {
      tasks.add(
          task(
              node.path(),
              "done, and left as it is because the run was stopped",
              "Decide whether it may stay; if not, take it back by hand."));
    }
  }

  private static String byHand(@Nullable NodeStory node) {
    if (node == null || RollbackSheet.attempts(node).isEmpty()) {
      return "Take it back by hand; nothing has tried to.";
    }
    List<AttemptStory> attempts = RollbackSheet.attempts(node);
    String detail = attempts.get(attempts.size() - 1).detail();
    return "Take it back by hand; its undo was tried "
        + Words.count(attempts.size(), "time")
        + (detail.isEmpty() ? "." : ", the last time: " + detail);
  }

  private static Document.Task task(String path, String why, String what) {
    return new Document.Task(false, path, why, List.of("to do: " + what));
  }
}
