package dev.sallyport.report;

import dev.sallyport.journal.Event;

/** Who made an event happen. */
final class Persons {
  /** Who turns back or stops when nobody did. */
  private static final String PLAN = "the plan";

  private Persons() {}

  /** Returns the person; empty if it was the plan or the system. */
  static String of(Event event) {
    if (event instanceof Event.RunStarted e) {
      return e.by();
    } else if (event instanceof Event.RunResumed e) {
      return e.by();
    } else if (event instanceof Event.Voted e) {
      return e.who();
    } else if (event instanceof Event.Attested e) {
      return e.who();
    } else if (event instanceof Event.Waived e) {
      return e.who();
    } else if (event instanceof Event.Tripped e) {
      return e.by();
    } else if (event instanceof Event.Answered e) {
      return e.by();
    } else if (event instanceof Event.Paused e) {
      return e.by();
    } else if (event instanceof Event.Unpaused e) {
      return e.by();
    } else if (event instanceof Event.RollbackStarted e) {
      return person(e.by());
    }
    return event instanceof Event.StopRequested e ? person(e.by()) : "";
  }

  private static String person(String by) {
    return by.equals(PLAN) ? "" : by;
  }
}
