package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Announcements of an explored run. They never change an outcome, so few of their records are worth
 * a fault: the first and the last of each, and of its receipts.
 */
final class Announcing {
  static final String WHAT = "ANNOUNCE";

  private Announcing() {}

  static boolean isAbout(Event event) {
    return event instanceof Event.AnnouncementStarted
        || event instanceof Event.AnnouncementSent
        || event instanceof Event.AnnouncementFailed;
  }

  /** Returns whether the engine's death around that record is worth a case. */
  static boolean isWorthTrying(SimulatedRun run, int record) {
    Event.OfNode event = (Event.OfNode) run.events().get(record);
    return isFirst(run.events().subList(0, record), event)
        || isFirst(run.events().subList(record + 1, run.events().size()), event);
  }

  private static boolean isFirst(List<Event> others, Event.OfNode event) {
    return others.stream()
        .noneMatch(
            other ->
                other.getClass() == event.getClass()
                    && ((Event.OfNode) other).path().equals(event.path()));
  }

  /** Adds what was announced twice, and an outcome that a channel alone has changed. */
  static void judge(SimulatedRun run, List<Fault> faults, List<Breach> breaches) {
    Set<String> begun = new HashSet<>();
    for (Event event : run.events()) {
      if (event instanceof Event.AnnouncementStarted it
          && !begun.add(it.path() + "#" + it.number())) {
        String words = "'" + it.path() + "' was begun twice as its number " + it.number() + ".";
        breaches.add(new Breach(Rule.ANNOUNCED_ONCE, it.path(), words));
      }
    }
    boolean channelsAlone =
        !faults.isEmpty() && faults.stream().allMatch(f -> f.place().startsWith(WHAT + " "));
    if (channelsAlone && run.outcome() != Outcome.SUCCEEDED) {
      breaches.add(
          new Breach(
              Rule.CHANNELS_CHANGE_NOTHING,
              "",
              "With nothing wrong but a channel the run ends " + run.outcome() + "."));
    }
  }
}
