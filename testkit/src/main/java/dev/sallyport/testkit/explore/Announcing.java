package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** Returns the records around which the engine's death is worth a case. */
  static BitSet worthTrying(SimulatedRun run) {
    Map<String, Integer> last = new HashMap<>();
    BitSet worth = new BitSet();
    for (int i = 0; i < run.events().size(); i++) {
      Event event = run.events().get(i);
      if (isAbout(event)) {
        String what = event.getClass().getSimpleName() + " " + ((Event.OfNode) event).path();
        if (last.put(what, i) == null) {
          worth.set(i);
        }
      }
    }
    last.values().forEach(worth::set);
    return worth;
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
