package dev.sallyport.testkit;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.util.List;
import java.util.function.Predicate;

/** When a node of a plan was begun and when it was done, as places in a run's events. */
record Passage(int begun, int done) {

  static Passage of(List<Event> events, String path) {
    return new Passage(first(events, path, Passage::begins), last(events, path, Passage::isDone));
  }

  boolean hasBegun() {
    return begun >= 0;
  }

  /** Returns whether this was done before the other one was begun. */
  boolean isBefore(Passage other) {
    return done >= 0 && other.begun >= 0 && done < other.begun;
  }

  /** Returns whether an event is the beginning or the end of the way through a node. */
  static boolean isEdge(Event event) {
    return begins(event) || isDone(event);
  }

  private static boolean begins(Event event) {
    return event instanceof Event.AttemptStarted a && a.work() == Work.RUN
        || event instanceof Event.GateReached g && g.work() == Work.RUN
        || event instanceof Event.PointPassed;
  }

  private static boolean isDone(Event event) {
    return event instanceof Event.AttemptSucceeded a && a.work() != Work.UNDO
        || event instanceof Event.GateOpened g && g.work() == Work.RUN
        || event instanceof Event.Answered answer && answer.choice() == Choice.ACCEPT
        || event instanceof Event.Warned
        || event instanceof Event.PointPassed;
  }

  private static int first(List<Event> events, String path, Predicate<Event> matches) {
    for (int i = 0; i < events.size(); i++) {
      if (isOf(events.get(i), path) && matches.test(events.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int last(List<Event> events, String path, Predicate<Event> matches) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (isOf(events.get(i), path) && matches.test(events.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isOf(Event event, String path) {
    return event instanceof Event.OfNode node && node.path().equals(path);
  }
}
