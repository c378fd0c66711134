package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run when it is judged.
 *
 * @param order which node comes after which in its plan
 * @param effects what it did, as the world saw it
 * @param faults how much went wrong
 */
record Trace(SimulatedRun run, Order order, Effects effects, int faults) {

  Plan plan() {
    return run.plan();
  }

  List<Event> events() {
    return run.events();
  }

  @Nullable Outcome outcome() {
    return run.outcome();
  }

  /** Returns this run as if its journal were another. */
  Trace with(List<Event> events) {
    Outcome end =
        events.get(events.size() - 1) instanceof Event.RunEnded ended ? ended.outcome() : null;
    SimulatedRun other =
        new SimulatedRun(plan(), events, end, end == null ? run.waiting() : List.of(), 0);
    return new Trace(other, order, effects, faults);
  }

  /** Returns this run as if its effects were others. */
  Trace with(Effects others) {
    return new Trace(run, order, others, faults);
  }
}
