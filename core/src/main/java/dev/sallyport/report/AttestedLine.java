package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.time.Instant;

/** An item of an approval as a line of the checklist, ticked if it was attested. */
record AttestedLine(NodeStory approval, AttestedItem item, Times times) {

  Document.Task task() {
    Event.Attested attested = approval.ballot().attested(item.text());
    String what = "(item of " + approval.name() + ", as " + item.role() + ") ";
    return Document.Task.of(attested != null, item.title(), what + text(attested));
  }

  private String text(Event.@org.jspecify.annotations.Nullable Attested attested) {
    if (attested != null) {
      return "attested "
          + times.clock(attested.at())
          + " by "
          + attested.who()
          + EventText.via(attested.via())
          + (attested.note().isBlank() ? "" : ": " + attested.note());
    }
    Event.Waived waiver = null;
    for (Event.Waived one : approval.ballot().waivers()) {
      waiver = one.item().equals(item.text()) ? one : waiver;
    }
    if (waiver == null) {
      return "not attested";
    }
    boolean ended = approval.ballot().waiver(item.text(), judged()) == null;
    return WaiverText.of(waiver, times) + (ended ? "; that has ended, not attested" : "");
  }

  /** A waiver that ended after the approval was over has done what it was for. */
  private Instant judged() {
    GateStory gate = approval.gate();
    return gate == null || gate.closedAt() == null ? times.now() : gate.closedAt();
  }
}
