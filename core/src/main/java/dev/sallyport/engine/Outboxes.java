package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Graph;

/** What events make of the announcements. Works on a copy of a state that nobody else has seen. */
final class Outboxes {
  private Outboxes() {}

  /** Makes due what is sent at that moment. */
  static void due(RunState state, Announcement.Moment moment, String phase) {
    for (Graph.AnnouncementNode node : state.units.graph.announcements()) {
      cadence(state, node, moment, phase);
      if (node.announcement().isSentAt(moment, phase)) {
        int unit = state.units.announcements + node.index();
        UnitState was = state.at(unit);
        state.set(unit, was.with(s -> s.outbox = was.outbox.with(new Outbox.Due(moment, phase))));
      }
    }
  }

  /** A cadence pauses with the end of its last phase, and goes on when the run turns back. */
  private static void cadence(
      RunState state, Graph.AnnouncementNode node, Announcement.Moment moment, String phase) {
    boolean pauses =
        moment == Announcement.Moment.PHASE_ENDED && phase.equals(node.announcement().until());
    if (pauses || moment == Announcement.Moment.ROLLBACK_STARTED) {
      int unit = state.units.announcements + node.index();
      UnitState was = state.at(unit);
      state.set(unit, was.with(s -> s.outbox = was.outbox.pausing(pauses)));
      state.look(unit);
    }
  }

  /** Lets the core see which of them have a cadence. */
  static void lookAtAll(RunState state) {
    for (int unit = state.units.announcements; unit < state.units.start; unit++) {
      state.look(unit);
    }
  }

  static void begun(RunState state, int unit, Event.AnnouncementStarted event) {
    UnitState was = state.at(unit);
    state.set(unit, was.with(s -> s.outbox = was.outbox.begun(event.number(), event.at())));
  }

  static void ended(RunState state, int unit) {
    UnitState was = state.at(unit);
    state.set(unit, was.with(s -> s.outbox = was.outbox.ended()));
  }

  static void takenOver(RunState state, int unit) {
    UnitState was = state.at(unit);
    state.set(unit, was.with(s -> s.outbox = was.outbox.takenOver()));
  }
}
