package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** For whom an open approval waits, until when, for which items, and what no longer counts. */
record Awaited(NodeStory approval, Times times) {

  String words() {
    List<String> parts = new ArrayList<>();
    List<String> votes = new ArrayList<>();
    Map<String, Integer> missing = approval.ballot().missing(Policies.votes(approval.policy()));
    missing.forEach((role, count) -> votes.add(count + " of " + role));
    parts.add(votes.isEmpty() ? "needs no more votes" : "needs votes: " + String.join(", ", votes));
    GateStory gate = approval.gate();
    if (gate != null && gate.until() != null) {
      parts.add("until " + times.time(gate.until()));
    }
    for (AttestedItem item : AttestedItem.of(approval)) {
      if (NodeText.isOpen(approval, item, times.now())) {
        parts.add("to attest as " + item.role() + ": " + item.text());
      }
    }
    approval.ballot().lapsed().forEach(lapsed -> parts.add(lapsed.words()));
    parts.addAll(ended());
    return String.join("; ", parts);
  }

  private List<String> ended() {
    List<String> ended = new ArrayList<>();
    for (Event.Waived waiver : approval.ballot().waivers()) {
      if (!times.now().isBefore(waiver.until())) {
        String what = waiver.item().isEmpty() ? "" : " of '" + waiver.item() + "'";
        ended.add(
            "the waiver"
                + what
                + " by "
                + EventText.speaker(waiver)
                + " ended "
                + times.time(waiver.until())
                + " and no longer counts");
      }
    }
    return ended;
  }
}
