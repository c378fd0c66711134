package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is to say of a node in a few words. */
final class NodeText {
  private NodeText() {}

  static String summary(NodeStory node, Instant now) {
    List<String> parts = new ArrayList<>();
    if (node.verification() != null && node.state() == NodeState.UNDOING) {
      parts.add("verifying the undo");
    }
    GateStory gate = node.judged();
    if (node.kind().equals("approval") && gate != null) {
      votes(node, parts);
    } else if (gate != null) {
      judged(gate, parts);
    }
    if (gate != null && gate.closedAt() == null && node.state().isActive()) {
      waiting(node, gate, now, parts);
    }
    attempts(node, now, parts);
    return String.join("; ", parts);
  }

  private static void judged(GateStory gate, List<String> parts) {
    Verdict telling = gate.telling();
    if (telling == null) {
      parts.add("no sample yet");
      return;
    }
    String word = telling == gate.last() ? telling.word() : "danger";
    parts.add(word + ": " + telling.reason());
    parts.add(Words.count(gate.samples(), "sample"));
  }

  private static void waiting(NodeStory node, GateStory gate, Instant now, List<String> parts) {
    Duration warmUp = Policies.duration(node.policy(), "warm-up");
    Duration sustained = Policies.duration(node.policy(), "sustained");
    if (warmUp != null && now.isBefore(gate.exposure().plus(warmUp))) {
      parts.add("warm-up for " + rest(now, gate.exposure().plus(warmUp)));
    } else if (sustained != null && gate.passingSince() != null) {
      Duration held = Duration.between(gate.passingSince(), now);
      parts.add("held " + seconds(held) + " of " + Quantities.show(sustained));
    }
    if (gate.until() != null) {
      parts.add(
          now.isBefore(gate.until()) ? rest(now, gate.until()) + " left" : "its time has run out");
    }
  }

  private static void votes(NodeStory node, List<String> parts) {
    Map<String, Integer> approved = new TreeMap<>();
    for (var vote : node.votes()) {
      if (vote.approved()) {
        approved.merge(vote.role(), 1, Integer::sum);
      } else {
        parts.add("rejected by " + vote.who());
      }
    }
    List<String> given = new ArrayList<>();
    approved.forEach((role, count) -> given.add(count + " of " + role));
    parts.add("votes: " + (given.isEmpty() ? "none" : String.join(", ", given)));
    if (node.state() == NodeState.WAITING) {
      parts.add("needed: " + Policies.roles(node.policy()));
    }
  }

  private static void attempts(NodeStory node, Instant now, List<String> parts) {
    AttemptStory last = node.lastAttempt();
    if (last == null) {
      return;
    }
    int count = node.count(last.work());
    if (count > 1) {
      parts.add((last.work() == Work.UNDO ? "undo " : "") + "attempt " + count);
    }
    if (!last.detail().isEmpty() && last.result() != AttemptStory.Result.SUCCEEDED) {
      parts.add(last.detail());
    }
    Instant next = last.nextAt();
    if (node.state() == NodeState.RETRYING && next != null) {
      parts.add("next attempt in " + rest(now, next));
    }
  }

  private static String rest(Instant now, @Nullable Instant until) {
    return until == null || !now.isBefore(until)
        ? "0 s"
        : seconds(Duration.between(now, until).plusMillis(999));
  }

  /** Returns a running time in whole seconds, so that a live display does not flicker. */
  private static String seconds(Duration duration) {
    return Quantities.show(Duration.ofSeconds(Math.max(0, duration.toSeconds())));
  }
}
