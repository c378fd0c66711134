package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What of the people's part in a run an incident is judged by: waivers, lapses, announcements. */
record IncidentPeople(Story story, Times times) {

  void write(Document out) {
    waivers(out);
    lapsed(out);
    announcements(out);
  }

  private void waivers(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (NodeStory node : story.nodes().values()) {
      for (Event.Waived waiver : node.ballot().waivers()) {
        rows.add(
            List.of(
                node.path() + (waiver.item().isEmpty() ? "" : ": " + waiver.item()),
                EventText.speaker(waiver) + EventText.via(waiver.via()),
                times.clock(waiver.at()),
                times.clock(waiver.until()),
                decided().isBefore(waiver.until()) ? "yes" : "no",
                waiver.reason()));
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "What was waived")
          .table(List.of("what", "by", "at", "until", "in force at the decision", "because"), rows);
    }
  }

  private Instant decided() {
    if (story.rollback() != null) {
      return story.rollback().at();
    }
    return story.stop() == null ? times.now() : story.stop().at();
  }

  private void lapsed(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (NodeStory node : story.nodes().values()) {
      for (BallotStory.Lapsed lapsed : node.ballot().lapsed()) {
        rows.add(List.of(node.path(), times.clock(lapsed.at()), lapsed.words()));
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "What people said and no longer counted")
          .table(List.of("of", "at", "what"), rows);
    }
  }

  private void announcements(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (NodeStory node : story.announcements()) {
      for (SendingStory sending : node.sendings()) {
        if (sending.result() != SendingStory.Result.SENT) {
          rows.add(
              List.of(
                  node.name(),
                  Policies.channel(node.policy()),
                  times.clock(sending.startedAt()),
                  sending.subject(),
                  sending.words()));
        }
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Announcements that did not arrive, or may not have")
          .table(List.of("what", "channel", "at", "subject", "what became of it"), rows);
    }
    Channels.down(story).forEach(out::paragraph);
  }
}
