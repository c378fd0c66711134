package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import java.time.Instant;

/** What the core wants done next: its commands to a driver. */
sealed interface Decision {

  /**
   * Append this to the journal. If it is an {@link Event.AttemptStarted}, run that attempt once the
   * record is durable.
   */
  record Append(Event event) implements Decision {}

  /** Take a sample of what the unit is judged by, unless one is being taken. */
  record TakeSample(int unit, Work work) implements Decision {}

  /** Look at the unit again at that time. */
  record Wake(int unit, Instant at) implements Decision {}

  /** Interrupt the attempt that is live. */
  record Interrupt(int unit) implements Decision {}
}
