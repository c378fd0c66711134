package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A moment of a run: when something is recorded for the first time, or a virtual time. Immutable.
 */
public final class Moment {
  private final String words;
  private final String path;
  private final @Nullable Duration time;
  private final Predicate<Event> matches;

  private Moment(String words, String path, @Nullable Duration time, Predicate<Event> matches) {
    this.words = words;
    this.path = path;
    this.time = time;
    this.matches = matches;
  }

  /** Returns the moment so long after the run began. */
  public static Moment at(Duration sinceStart) {
    return new Moment(
        Quantities.show(sinceStart) + " after the start",
        "",
        sinceStart,
        event -> !event.at().isBefore(SimulatedDriver.START.plus(sinceStart)));
  }

  /** Returns the moment at which a step is started; its code is called after that. */
  public static Moment started(String path) {
    return of(path, "started", e -> e instanceof Event.AttemptStarted a && a.work() == Work.RUN);
  }

  /** Returns the moment at which a step is done, or found done. */
  public static Moment done(String path) {
    return of(path, "done", e -> e instanceof Event.AttemptSucceeded a && a.work() != Work.UNDO);
  }

  /** Returns the moment at which an attempt of a step has failed. */
  public static Moment failed(String path) {
    return of(path, "failed", e -> e instanceof Event.AttemptFailed a && a.work() == Work.RUN);
  }

  /** Returns the moment at which the undo of a step is started; its code is called after that. */
  public static Moment undoStarted(String path) {
    return of(
        path, "undo started", e -> e instanceof Event.AttemptStarted a && a.work() == Work.UNDO);
  }

  /** Returns the moment at which the undo of a step is done. */
  public static Moment undone(String path) {
    return of(path, "undone", e -> e instanceof Event.AttemptSucceeded a && a.work() == Work.UNDO);
  }

  /** Returns the moment at which a gate or an approval is reached. */
  public static Moment reached(String path) {
    return of(path, "reached", e -> e instanceof Event.GateReached g && g.work() == Work.RUN);
  }

  /** Returns the moment at which a gate or an approval opens. */
  public static Moment opened(String path) {
    return of(path, "opened", e -> e instanceof Event.GateOpened g && g.work() == Work.RUN);
  }

  /** Returns the moment at which the run asks a person about something. */
  public static Moment asked(String path) {
    return of(path, "asked about", e -> e instanceof Event.Asked);
  }

  private static Moment of(String path, String words, Predicate<Event.OfNode> matches) {
    return new Moment(
        words + " '" + path + "'",
        path,
        null,
        event -> event instanceof Event.OfNode e && e.path().equals(path) && matches.test(e));
  }

  /** Returns the path it is about; empty for a time. */
  String path() {
    return path;
  }

  /** Returns how long after the start it is; null if an event makes it. */
  @Nullable Duration time() {
    return time;
  }

  boolean is(Event event) {
    return matches.test(event);
  }

  @Override
  public String toString() {
    return words;
  }
}
