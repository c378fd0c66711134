package dev.sallyport.report;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node as a line of the checklist. Its box is ticked if, and only if, it is done and stands; in
 * every other state, also in one that is new, the line says in words what became of it.
 */
record ItemLine(NodeStory node, Hands hands, Times times) {

  Document.Task task() {
    if (node.kind().equals(Kinds.ANNOUNCEMENT)) {
      return new AnnouncedLine(node, times).task();
    }
    boolean ticked = node.state() == NodeState.DONE && !isTakenAsWell();
    if (node.kind().equals("point")) {
      return Document.Task.of(ticked, title(node), text());
    }
    return new Document.Task(ticked, title(node), "(" + kind() + ") " + text(), details());
  }

  /** A watch that tripped, or was blind, may be taken as well by a person; that ticks no box. */
  private boolean isTakenAsWell() {
    return node.kind().equals(Kinds.WATCH) && node.gate() != null && node.gate().failed() != null;
  }

  /** Returns what the checklist calls a node, with the ids of the items it covers. */
  static String title(NodeStory node) {
    String ids = String.join(", ", node.entry().covers());
    return label(node) + (ids.isEmpty() ? "" : " (" + ids + ")");
  }

  private static String label(NodeStory node) {
    if (!node.entry().label().isEmpty()) {
      return node.entry().label();
    }
    if (node.kind().equals(Kinds.START)) {
      return "start";
    }
    return node.kind().equals("point") ? "point of no return: " + node.policy() : node.name();
  }

  /** Returns what it is, and where the checklist calls it otherwise, what the plan calls it. */
  private String kind() {
    String kind = node.kind().equals(Kinds.ROLLBACK) ? "rollback of the phase" : node.kind();
    return node.entry().label().isEmpty() ? kind : kind + " " + node.name();
  }

  private String text() {
    if (node.state() == NodeState.NOT_REACHED) {
      return state();
    }
    List<String> parts = new ArrayList<>();
    Instant ended = ended();
    parts.add(ended == null ? state() : state() + " " + times.clock(ended) + who(ended));
    Duration took = node.took(times.now());
    if (!took.isZero()) {
      parts.add("took " + Words.took(took));
    }
    Instant done = node.state() == NodeState.UNDONE ? done() : null;
    if (done != null) {
      parts.add("was done " + times.clock(done));
    }
    if (node.kind().equals(Kinds.WATCH) && node.gate() != null) {
      parts.add(Words.count(node.gate().samples(), "sample"));
      parts.add(node.gate().fails() + " failed");
    }
    int attempts = node.count(Work.RUN);
    if (attempts > 0) {
      parts.add(Words.count(attempts, "attempt"));
    }
    return String.join(", ", parts);
  }

  private String state() {
    if (node.state() != NodeState.DONE) {
      return node.words();
    }
    return switch (node.kind()) {
      case "gate", "monitor", "point" -> "passed";
      case "approval" -> "approved";
      default -> node.words();
    };
  }

  private String who(Instant at) {
    Event.Waived waiver = node.state() == NodeState.WAIVED ? node.ballot().waiver("", at) : null;
    if (waiver != null) {
      return " by "
          + EventText.speaker(waiver)
          + " until "
          + times.time(waiver.until())
          + EventText.via(waiver.via())
          + ": "
          + waiver.reason();
    }
    String voters =
        node.votes().stream()
            .map(v -> v.who() + " (" + v.role() + ")")
            .collect(Collectors.joining(", "));
    String owner = hands.at(at);
    return voters.isEmpty() ? (owner.isEmpty() ? "" : ", run by " + owner) : " by " + voters;
  }

  /** Returns when it came to be what it is; null if that is not over. */
  private @Nullable Instant ended() {
    GateStory gate = node.judged();
    AttemptStory last = node.lastAttempt();
    if (node.state().isActive()) {
      return null;
    } else if (gate != null && gate.closedAt() != null) {
      return gate.closedAt();
    }
    List<Event.OfNode> remarks = hands.remarks(node.path());
    Instant said = remarks.isEmpty() ? null : remarks.get(remarks.size() - 1).at();
    return last == null ? said : last.endedAt();
  }

  private @Nullable Instant done() {
    Instant found = null;
    for (AttemptStory attempt : node.attempts()) {
      boolean well = attempt.result() == AttemptStory.Result.SUCCEEDED;
      found = well && attempt.work() != Work.UNDO ? attempt.endedAt() : found;
    }
    return found;
  }

  private List<String> details() {
    if (node.kind().equals(Kinds.START)) {
      return StartLine.details(node, times);
    }
    List<String> lines = new ArrayList<>();
    GateStory gate = node.state() == NodeState.WAIVED ? null : node.gate();
    if (gate != null) {
      String why = why(gate);
      if (!why.isEmpty()) {
        String how = gate.failed() == null ? "opened because" : Words.trigger(gate.failed());
        lines.add(how + ": " + why);
      }
      lines.addAll(EvidenceLines.of(gate));
    }
    AttemptStory failed = lastFailed();
    if (failed != null) {
      lines.add(work(failed) + " " + failed.number() + ": " + failed.detail());
    }
    undo(lines);
    for (Event.OfNode remark : hands.remarks(node.path())) {
      lines.add(times.clock(remark.at()) + " " + EventText.node(remark));
    }
    for (BallotStory.Lapsed lapsed : node.ballot().lapsed()) {
      lines.add(times.clock(lapsed.at()) + " " + lapsed.words());
    }
    return lines;
  }

  /** Returns why a gate opened or failed, without what its last verdict says as well. */
  private static String why(GateStory gate) {
    Verdict telling = gate.telling();
    String seen = telling == null ? "" : telling.reason();
    if (seen.isEmpty() || !gate.reason().contains(seen)) {
      return gate.reason().strip();
    }
    return gate.reason().replace(seen, "").strip().replaceFirst("[:;]$", "");
  }

  private static String work(AttemptStory attempt) {
    return attempt.work() == Work.RUN ? "attempt" : attempt.work().name().toLowerCase(Locale.ROOT);
  }

  private @Nullable AttemptStory lastFailed() {
    AttemptStory found = null;
    for (AttemptStory attempt : node.attempts()) {
      found = attempt.detail().isEmpty() ? found : attempt;
    }
    return found;
  }

  private void undo(List<String> lines) {
    GateStory verification = node.verification();
    if (verification == null) {
      return;
    }
    boolean held = verification.closedAt() != null && verification.failed() == null;
    lines.add((held ? "undo verified" : "undo not verified") + ": " + verification.reason());
    List<String> evidence = EvidenceLines.of(verification);
    evidence
        .subList(0, held ? Math.min(1, evidence.size()) : evidence.size())
        .forEach(line -> lines.add("verification, " + line));
  }
}
