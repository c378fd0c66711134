package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Announcement;
import java.time.Duration;
import java.time.Instant;

/** Decisions about an announcement, whichever way the run goes. */
final class DecideAnnouncement {
  private static final String LOST =
      "the engine ended while it was being sent; it may have arrived, and is not sent again";

  private final Decide decide;
  private final RunState state;

  DecideAnnouncement(Decide decide) {
    this.decide = decide;
    this.state = decide.state;
  }

  void unit(int index, UnitState unit) {
    Outbox outbox = unit.outbox;
    String path = decide.units.path(index);
    Announcement announcement = decide.units.announcement(index).announcement();
    if (outbox.lost()) {
      decide.record(new Event.AnnouncementFailed(state.now, path, outbox.number(), LOST, true));
    } else if (!outbox.sending() && !outbox.queue().isEmpty()) {
      Outbox.Due due = outbox.queue().get(0);
      begin(path, announcement, outbox.number() + 1, due.moment(), due.phase());
    } else if (!outbox.sending() && state.mode != RunState.Mode.CLOSING) {
      cadence(index, path, announcement, outbox);
    }
  }

  private void cadence(int index, String path, Announcement announcement, Outbox outbox) {
    Duration every = announcement.every();
    Instant last = outbox.begunAt() == null ? state.forwardAt : outbox.begunAt();
    if (every == null || outbox.pausing() || state.forwardAt == null || last == null) {
      return;
    }
    Instant next = last.plus(every);
    if (state.now.isBefore(next)) {
      decide.wake(index, next);
    } else {
      begin(path, announcement, outbox.number() + 1, Announcement.Moment.STILL_RUNNING, "");
    }
  }

  private void begin(
      String path,
      Announcement announcement,
      int number,
      Announcement.Moment moment,
      String phase) {
    Facts facts = Facts.of(state, moment, phase);
    decide.record(
        new Event.AnnouncementStarted(
            state.now,
            path,
            number,
            moment.words(),
            phase,
            facts.fill(announcement.subject()).replaceAll("\\s+", " ").strip(),
            facts.fill(announcement.text()).strip()));
  }
}
