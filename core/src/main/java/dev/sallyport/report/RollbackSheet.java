package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Cover;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a run walked back, as a checklist of its own: what was taken back, and what was not. */
record RollbackSheet(Story story, Times times) {

  void write(Document out) {
    Event.RollbackStarted rollback = story.rollback();
    if (rollback == null) {
      return;
    }
    String why = EventText.turn(rollback.trigger(), rollback.path(), rollback.reason());
    out.heading(2, "Rollback")
        .paragraph(
            "Began "
                + times.moment(rollback.at())
                + " by "
                + rollback.by()
                + ": "
                + Words.sentence(why));
    List<Document.Task> tasks = new ArrayList<>();
    for (String path : story.undone()) {
      NodeStory node = Objects.requireNonNull(story.node(path));
      tasks.add(undone(node));
      tasks.addAll(verified(node));
    }
    for (NodeStory node : story.nodes().values()) {
      if (node.state() == NodeState.UNDOING || node.state() == NodeState.UNDO_FAILED) {
        tasks.add(Document.Task.of(false, node.path(), node.state().words()));
        tasks.addAll(verified(node));
      }
    }
    for (Leftover left : story.leftovers()) {
      tasks.add(Document.Task.of(false, left.path(), "left over: " + left.why()));
      NodeStory node = story.node(left.path());
      tasks.addAll(node == null ? List.of() : verified(node));
    }
    for (NodeStory node : story.nodes().values()) {
      String stays = stays(node);
      if (stays != null) {
        tasks.add(Document.Task.of(false, node.path(), "stays, as the plan declares: " + stays));
      }
    }
    out.tasks(tasks);
    if (tasks.isEmpty()) {
      out.paragraph("There was nothing to take back.");
    }
  }

  /** Returns the item that verifying the undo of a node is in a checklist; none if it is none. */
  private List<Document.Task> verified(NodeStory node) {
    PlanDescription plan = Objects.requireNonNull(story.plan());
    List<Cover> covers =
        plan.wayBack().stream().filter(cover -> cover.path().equals(node.path())).toList();
    if (covers.isEmpty()) {
      return List.of();
    }
    String ids = String.join(", ", covers.stream().map(Cover::id).toList());
    GateStory gate = node.verification();
    Instant closed = gate == null ? null : gate.closedAt();
    boolean held = gate != null && closed != null && gate.failed() == null;
    String text =
        closed == null ? "not judged" : (held ? "held " : "failed ") + times.clock(closed);
    return List.of(
        Document.Task.of(
            held,
            covers.get(0).text() + " (" + ids + ")",
            "(verification of " + node.path() + ") " + text));
  }

  private Document.Task undone(NodeStory node) {
    List<AttemptStory> attempts = attempts(node);
    StringBuilder text = new StringBuilder("taken back");
    GateStory verification = node.verification();
    Instant ended = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).endedAt();
    if (ended != null) {
      Duration took = Duration.between(attempts.get(0).startedAt(), ended);
      text.append(' ').append(times.clock(ended)).append(", took ").append(Words.took(took));
      text.append(", ").append(Words.count(attempts.size(), "attempt"));
    }
    if (verification != null && verification.closedAt() != null && verification.failed() == null) {
      text.append(", verified ").append(times.clock(verification.closedAt()));
    }
    return Document.Task.of(true, node.path(), text.toString());
  }

  /** Returns why the effect of a step that was done stays by declaration; null if it does not. */
  static @Nullable String stays(NodeStory node) {
    boolean done = node.kind().equals("step") && node.state() == NodeState.DONE;
    return done ? Policies.irreversible(node.policy()) : null;
  }

  /** Returns the attempts at undoing a node. */
  static List<AttemptStory> attempts(NodeStory node) {
    return node.attempts().stream().filter(attempt -> attempt.work() == Work.UNDO).toList();
  }
}
