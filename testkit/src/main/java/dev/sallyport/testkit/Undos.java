package dev.sallyport.testkit;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.util.List;
import java.util.function.Predicate;

/** Which events of a run are about its walk back. */
final class Undos {
  private Undos() {}

  /** The first undo that was not to be there; if all were, the ones that failed. */
  static Predicate<Event> firstDifference(List<String> expected, List<String> undone) {
    int at = 0;
    while (at < undone.size() && at < expected.size() && undone.get(at).equals(expected.get(at))) {
      at++;
    }
    if (at == undone.size()) {
      return Undos::fails;
    }
    String first = undone.get(at);
    return event -> RunAssert.isOf(event, first) && isUndone(event);
  }

  static boolean begins(Event event) {
    return event instanceof Event.AttemptStarted a && a.work() == Work.UNDO;
  }

  private static boolean isUndone(Event event) {
    return event instanceof Event.AttemptSucceeded a && a.work() == Work.UNDO;
  }

  static boolean fails(Event event) {
    return event instanceof Event.AttemptFailed a && a.work() == Work.UNDO
        || event instanceof Event.AttemptUnknown b && b.work() == Work.UNDO
        || event instanceof Event.GateFailed c && c.work() == Work.UNDO;
  }
}
