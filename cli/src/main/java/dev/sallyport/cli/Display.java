package dev.sallyport.cli;

import dev.sallyport.journal.Event;
import dev.sallyport.report.Story;
import java.time.Instant;

/** How a run is shown while it goes on. Used by one thread. */
interface Display {

  /** Shows that something happened. */
  void event(Event event, Instant start);

  /** Shows where the run stands; called several times a second. */
  void refresh(Story story, Instant now);

  /** Tells the person something. */
  void say(String text);

  /** Shows nothing more until the next {@link #refresh}. */
  void settle();
}
