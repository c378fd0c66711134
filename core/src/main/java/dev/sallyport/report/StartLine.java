package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What there is to say of the wait for the time to start. */
final class StartLine {
  private StartLine() {}

  /**
   * Returns until when it waits. The end of the notice is known; when a window opens after it, only
   * the plan itself can tell.
   */
  static String summary(NodeStory node, Instant now) {
    GateStory gate = node.gate();
    if (gate == null || node.state() != NodeState.WAITING) {
      return String.join("; ", rules(node));
    }
    Instant until = gate.until();
    boolean noticed = true;
    String when = "";
    if (until != null && now.isBefore(until)) {
      noticed = false;
      when = " until " + Words.time(until, ZoneOffset.UTC);
    }
    List<String> parts = new ArrayList<>(List.of("waits" + when + " for its time to start"));
    List<String> rules = rules(node);
    String then = noticed ? "" : "then ";
    rules.forEach(rule -> parts.add(then + rule));
    return String.join("; ", parts);
  }

  /** Returns the windows and freezes. */
  private static List<String> rules(NodeStory node) {
    List<String> rules = new ArrayList<>();
    String windows = StartPolicy.windows(node.policy());
    String freezes = StartPolicy.freezes(node.policy());
    if (!windows.isEmpty()) {
      rules.add("windows: " + windows);
    }
    if (!freezes.isEmpty()) {
      rules.add("freezes: " + freezes);
    }
    return rules;
  }

  static List<String> details(NodeStory node, Times times) {
    List<String> lines = new ArrayList<>();
    Duration notice = StartPolicy.notice(node.policy());
    GateStory gate = node.gate();
    if (notice != null && gate != null) {
      lines.add("notice: " + Quantities.show(notice) + ", given " + times.clock(gate.reachedAt()));
    }
    lines.addAll(rules(node));
    return lines;
  }
}
