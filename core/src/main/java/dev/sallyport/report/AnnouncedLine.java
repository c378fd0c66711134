package dev.sallyport.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An announcement as a line of the checklist, ticked if every sending of it was sent. */
record AnnouncedLine(NodeStory node, Times times) {
  private static final int ENDS = 10;

  Document.Task task() {
    boolean ticked = node.state() == NodeState.DONE;
    String name = node.entry().label().isEmpty() ? "" : " " + node.name();
    String what = "(announcement" + name + " to " + Policies.channel(node.policy()) + ") ";
    return new Document.Task(ticked, ItemLine.title(node), what + summary(node), details());
  }

  /** Returns how many of its sendings were sent, and how many were not. */
  static String summary(NodeStory node) {
    if (node.sendings().isEmpty()) {
      return node.words();
    }
    return String.join(
        ", ",
        Stream.of(SendingStory.Result.values())
            .map(result -> count(node, result))
            .filter(text -> !text.isEmpty())
            .toList());
  }

  private static String count(NodeStory node, SendingStory.Result result) {
    long count = node.sendings().stream().filter(one -> one.result() == result).count();
    String word =
        switch (result) {
          case UNDER_WAY -> "being sent";
          case SENT -> "sent";
          case NOT_SENT -> "not sent";
          case UNKNOWN -> "unknown";
        };
    return count == 0 ? "" : count + " " + word;
  }

  List<String> details() {
    List<String> lines = new ArrayList<>();
    int left = node.sendings().size() - 2 * ENDS;
    for (int i = 0; i < node.sendings().size(); i++) {
      if (left > 1 && i == ENDS) {
        lines.add(left + " sendings are left out here");
        i += left;
      }
      lines.add(line(node.sendings().get(i)));
    }
    return lines;
  }

  private String line(SendingStory sending) {
    return times.clock(sending.startedAt())
        + " "
        + sending.moment()
        + (sending.phase().isEmpty() ? "" : " " + sending.phase())
        + ", '"
        + sending.subject()
        + "': "
        + sending.words();
  }
}
