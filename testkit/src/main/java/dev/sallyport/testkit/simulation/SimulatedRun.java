package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that was simulated, to its end or to where it stays for ever. Immutable.
 *
 * @param plan what was run
 * @param events its journal
 * @param outcome how it ended; null if it did not
 * @param waiting for whom it waits, if it did not end; empty and no outcome: it went on for ever
 * @param crashes how often the engine died
 */
public record SimulatedRun(
    Plan plan, List<Event> events, @Nullable Outcome outcome, List<Waiting> waiting, int crashes) {

  /** Copies the lists. */
  public SimulatedRun {
    events = List.copyOf(events);
    waiting = List.copyOf(waiting);
  }

  /** Returns how long it took, in virtual time. */
  public Duration took() {
    return Duration.between(events.get(0).at(), events.get(events.size() - 1).at());
  }

  /** Returns the events of a type, in order. */
  public <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
