package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDiff;
import dev.sallyport.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a resume goes on from: the replayed state, if the plan at hand can go on with it.
 *
 * @param changed the plan it goes on with; null if it is the recorded one
 */
record Resumption(RunState state, @Nullable PlanDescription changed) {

  /**
   * Returns what to go on from.
   *
   * @throws EngineException if the run has ended or the plan does not fit
   */
  static Resumption of(String runId, Plan plan, List<Event> events) {
    if (events.isEmpty() || !(events.get(0) instanceof Event.RunStarted started)) {
      throw new EngineException(
          "The run '"
              + runId
              + "' has no beginning in its journal; nothing of it was done. Start"
              + " a new run.");
    }
    if (events.get(events.size() - 1) instanceof Event.RunEnded ended) {
      throw new EngineException(
          "The run '" + runId + "' has ended: " + ended.outcome() + ". Start a new run.");
    }
    PlanDescription recorded = started.plan();
    for (Event event : events) {
      if (event instanceof Event.RunResumed resumed && resumed.plan() != null) {
        recorded = resumed.plan();
      }
    }
    requireFit(runId, plan, recorded, events);
    RunState state = Evolve.replay(new Units(plan), events);
    requireReadable(state);
    return new Resumption(state, plan.description().equals(recorded) ? null : plan.description());
  }

  private static void requireFit(
      String runId, Plan plan, PlanDescription recorded, List<Event> events) {
    if (recorded.fingerprint().equals(plan.fingerprint())) {
      return;
    }
    PlanDiff diff = recorded.diff(plan.description());
    boolean sameName = recorded.name().equals(plan.name());
    if (sameName && plan.resumesFrom().contains(recorded.version())) {
      Set<String> touched = touched(events);
      List<PlanDiff.Change> broken =
          diff.changes().stream()
              .filter(c -> c.kind() != PlanDiff.Kind.POLICY)
              .filter(
                  c ->
                      c.kind() == PlanDiff.Kind.ADDED
                          ? isTooLate(plan, c, touched)
                          : touched.contains(c.path()))
              .toList();
      if (broken.isEmpty()) {
        return;
      }
      diff = new PlanDiff(broken);
    }
    throw new EngineException(
        "The run '"
            + runId
            + "' was begun with plan '"
            + recorded.name()
            + "' "
            + recorded.version()
            + ", which has another structure than '"
            + plan.name()
            + "' "
            + plan.version()
            + ":\n"
            + diff
            + "\nResume it with the plan it was begun with, or let the new plan say"
            + " resumesFrom("
            + recorded.version()
            + ") and keep what the run has already touched.");
  }

  /** A watch whose last phase has begun may have nothing left to hold. */
  private static boolean isTooLate(Plan plan, PlanDiff.Change added, Set<String> touched) {
    for (Graph.WatchNode watch : plan.graph().watches()) {
      if (watch.path().equals(added.path()) && watch.until() >= 0) {
        String phase = plan.graph().phases().get(watch.until()).name() + "/";
        return touched.stream().anyMatch(path -> path.startsWith(phase));
      }
    }
    return false;
  }

  private static Set<String> touched(List<Event> events) {
    Set<String> paths = new HashSet<>();
    for (Event event : events) {
      if (event instanceof Event.OfNode ofNode) {
        paths.add(ofNode.path());
      }
    }
    return paths;
  }

  private static void requireReadable(RunState state) {
    List<String> unreadable = new ArrayList<>();
    for (int unit = 0; unit < state.units.nodes; unit++) {
      Step<?> step = state.units.step(unit);
      Output output = state.at(unit).output;
      if (step != null && output != null) {
        try {
          output.value(step.codec());
        } catch (IllegalArgumentException e) {
          unreadable.add(state.units.path(unit) + ": " + e.getMessage());
        }
      }
    }
    if (!unreadable.isEmpty()) {
      throw new EngineException(
          "Nothing was started, because recorded outputs cannot be read:\n"
              + String.join("\n", unreadable));
    }
  }

  Event.RunResumed event(Instant now, String by, long cut) {
    Instant at = now.isAfter(state.now) ? now : state.now;
    return new Event.RunResumed(at, state.epoch + 1, by, changed, cut);
  }
}
