package dev.sallyport.cli;

import dev.sallyport.check.Quantities;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.report.NodeState;
import dev.sallyport.report.NodeStory;
import dev.sallyport.report.PhaseStory;
import dev.sallyport.report.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where a run stands, in as many lines as a screen has. */
record LiveBlock(Screen.Size size, boolean colours) {

  List<String> lines(Story story, Instant now) {
    PlanDescription plan = story.plan();
    if (story.begun() == null || plan == null) {
      return List.of();
    }
    int most = Math.max(3, size.rows() - 2);
    List<String> lines = lines(story, plan, now, true);
    if (lines.size() > most) {
      lines = lines(story, plan, now, false);
    }
    if (lines.size() > most) {
      int more = lines.size() - most + 1;
      lines.subList(most - 1, lines.size()).clear();
      lines.add("  ... " + more + " more");
    }
    return lines;
  }

  private List<String> lines(Story story, PlanDescription plan, Instant now, boolean quietToo) {
    List<String> lines = new ArrayList<>();
    lines.add(fit(head(story, plan, now)));
    NodeStory start = story.start();
    if (start != null && start.state() == NodeState.WAITING) {
      lines.add(marked("", start.state(), start.summary(now)));
    }
    for (PhaseStory phase : story.phases()) {
      phase(phase, now, lines, quietToo);
    }
    for (NodeStory watch : story.watches()) {
      if (isShown(watch)) {
        lines.add(marked("", watch.state(), "watch " + node(watch, now)));
      }
    }
    for (NodeStory announcement : story.announcements()) {
      boolean trouble =
          announcement.state() == NodeState.FAILED || announcement.state() == NodeState.UNKNOWN;
      if (trouble) {
        String text = "announcement " + announcement.name() + "  " + announcement.summary(now);
        lines.add(marked("", announcement.state(), text));
      }
    }
    return lines;
  }

  private static String head(Story story, PlanDescription plan, Instant now) {
    String doing = "";
    if (story.end() != null) {
      doing = "  ended";
    } else if (story.closing() != null) {
      doing = "  sending the last announcements";
    } else if (story.stop() != null) {
      doing = "  stopping";
    } else if (story.rollback() != null) {
      doing = "  rolling back";
    } else if (story.pause() != null) {
      doing = "  paused";
    }
    String run = story.begun() == null ? "" : story.begun().runId();
    String elapsed = seconds(story.elapsed(now));
    return plan.name() + " " + plan.version() + "  " + run + "  " + elapsed + doing;
  }

  private void phase(PhaseStory phase, Instant now, List<String> lines, boolean quietToo) {
    NodeState state = phase.state();
    boolean quiet = state == NodeState.DONE || state == NodeState.NOT_REACHED;
    if (quiet && !quietToo) {
      return;
    }
    int nodes = phase.nodes().size();
    String count = quiet ? "" : "  " + phase.done() + " of " + nodes + " done";
    lines.add(marked("", state, phase.name() + count));
    List<NodeStory> all = new ArrayList<>(phase.nodes());
    if (phase.rollback() != null) {
      all.add(phase.rollback());
    }
    for (NodeStory node : all) {
      if (isShown(node)) {
        lines.add(marked("    ", node.state(), node(node, now)));
      }
    }
  }

  private static boolean isShown(NodeStory node) {
    return node.state().isActive() || isTrouble(node.state()) || node.question() != null;
  }

  private static String node(NodeStory node, Instant now) {
    String summary = node.summary(now);
    String took = node.state().isActive() ? "  " + seconds(node.took(now)) : "";
    String asks = node.question() == null ? "" : "  asks a person";
    return node.name()
        + "  "
        + node.words()
        + took
        + asks
        + (summary.isEmpty() ? "" : "  " + summary);
  }

  private static boolean isTrouble(NodeState state) {
    return switch (state) {
      case FAILED, UNDO_FAILED, LEFT_OVER, WARNED -> true;
      default -> false;
    };
  }

  private String marked(String indent, NodeState state, String text) {
    String mark =
        switch (state) {
          case DONE -> "[x]";
          case NOT_REACHED, NOT_DONE, GIVEN_UP -> "[ ]";
          case UNDOING, UNDONE -> "[<]";
          case FAILED, UNDO_FAILED, LEFT_OVER, WARNED -> "[!]";
          case UNKNOWN -> "[?]";
          case WAIVED -> "[-]";
          case RUNNING, RETRYING, STOPPING, PROBING, WAITING, WATCHING, SENDING -> "[>]";
        };
    String colour =
        switch (mark) {
          case "[x]" -> "32";
          case "[!]", "[?]" -> "31";
          case "[ ]" -> "";
          default -> "33";
        };
    String line = fit("  " + indent + mark + " " + text);
    int at = line.indexOf(mark);
    if (!colours || colour.isEmpty() || at < 0) {
      return line;
    }
    return line.substring(0, at)
        + "\u001b["
        + colour
        + "m"
        + mark
        + "\u001b[0m"
        + line.substring(at + mark.length());
  }

  private String fit(String text) {
    return Columns.fit(text, size.columns() - 1);
  }

  private static String seconds(Duration duration) {
    return Quantities.show(Duration.ofSeconds(Math.max(0, duration.toSeconds())));
  }
}
