package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Trigger;
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

  /** Returns where a node stands, as people say it of its kind. */
  static String state(NodeStory node) {
    return switch (node.kind()) {
      case Kinds.WATCH -> watch(node);
      case Kinds.ANNOUNCEMENT -> announcement(node.state());
      case Kinds.START ->
          switch (node.state()) {
            case WAITING -> "waiting for its time";
            case DONE -> "went forward";
            default -> node.state().words();
          };
      default -> node.state().words();
    };
  }

  private static String watch(NodeStory node) {
    GateStory gate = node.gate();
    boolean failed = gate != null && gate.failed() != null;
    boolean blind = gate != null && gate.failed() == Trigger.WATCH_BLIND;
    return switch (node.state()) {
      case NOT_REACHED -> "not open";
      case DONE -> failed ? "taken as well by a person" : "closed without a trip";
      case FAILED -> blind ? "blind" : "tripped";
      case WARNED -> blind ? "blind, passed over" : "tripped, passed over";
      default -> node.state().words();
    };
  }

  private static String announcement(NodeState state) {
    return switch (state) {
      case NOT_REACHED -> "nothing was to be sent";
      case DONE -> "sent";
      case FAILED -> "not sent";
      case UNKNOWN -> "unknown whether it was sent";
      default -> state.words();
    };
  }

  static String summary(NodeStory node, Instant now) {
    if (node.kind().equals(Kinds.ANNOUNCEMENT)) {
      return AnnouncedLine.summary(node);
    } else if (node.kind().equals(Kinds.START)) {
      return StartLine.summary(node, now);
    }
    List<String> parts = new ArrayList<>();
    if (node.verification() != null && node.state() == NodeState.UNDOING) {
      parts.add("verifying the undo");
    }
    GateStory gate = node.judged();
    if (node.state() == NodeState.WAIVED && gate != null) {
      parts.add(gate.reason());
    } else if (node.kind().equals("approval") && gate != null) {
      votes(node, now, parts);
    } else if (gate != null && !node.kind().equals("soak")) {
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
    String failed = gate.fails() == 0 ? "" : ", " + gate.fails() + " failed";
    parts.add(Words.count(gate.samples(), "sample") + failed);
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

  private static void votes(NodeStory node, Instant now, List<String> parts) {
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
    long open = AttestedItem.of(node).stream().filter(item -> isOpen(node, item, now)).count();
    if (open > 0 && node.state() == NodeState.WAITING) {
      parts.add(Words.count(open, "item") + " to attest");
    }
  }

  /** Returns whether an item is neither attested nor waived. */
  static boolean isOpen(NodeStory node, AttestedItem item, Instant now) {
    return node.ballot().attested(item.text()) == null
        && node.ballot().waiver(item.text(), now) == null;
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
