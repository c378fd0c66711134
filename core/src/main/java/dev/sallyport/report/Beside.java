package dev.sallyport.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sections of a report on what stands in no phase: watches and announcements. */
record Beside(Story story, Times times) {

  void write(Document out) {
    NodeStory start = story.start();
    if (start != null && start.state() == NodeState.WAITING && story.decided() == null) {
      out.heading(2, "Waits for its time").paragraph(start.summary(times.now()));
    }
    watches(out);
    announcements(out);
  }

  private void watches(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (NodeStory node : story.watches()) {
      Duration took = node.took(times.now());
      rows.add(
          List.of(
              node.name(),
              node.words(),
              took.isZero() ? "" : Words.took(took),
              node.summary(times.now())));
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Watches").table(List.of("what", "state", "for", "last seen"), rows);
    }
  }

  private void announcements(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (NodeStory node : story.announcements()) {
      List<SendingStory> all = node.sendings();
      SendingStory last = all.isEmpty() ? null : all.get(all.size() - 1);
      rows.add(
          List.of(
              node.name(),
              Policies.channel(node.policy()),
              AnnouncedLine.summary(node),
              last == null ? "" : last.moment() + ": " + last.words()));
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Announcements")
          .table(List.of("what", "channel", "how many", "the last"), rows);
    }
    Channels.down(story).forEach(out::paragraph);
  }
}
