package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.RunCore;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a simulation is told. Immutable once handed out. */
final class Script {
  Plan plan;
  final Map<Target, CallLines> calls;
  final Map<Judged, List<GateLine>> gates;
  final Map<String, List<Vote>> approvals;
  final Map<String, List<Choice>> answers;
  final Map<String, Surroundings.Delivery> channels;
  final List<Death> deaths;
  final List<Operator> operator;
  Rest rest = Rest.IS_REFUSED;
  @Nullable Long seed;

  Script(Plan plan) {
    this.plan = plan;
    calls = new LinkedHashMap<>();
    gates = new LinkedHashMap<>();
    approvals = new LinkedHashMap<>();
    answers = new LinkedHashMap<>();
    channels = new LinkedHashMap<>();
    deaths = new ArrayList<>();
    operator = new ArrayList<>();
  }

  private Script(Script other) {
    plan = other.plan;
    calls = new LinkedHashMap<>(other.calls);
    gates = new LinkedHashMap<>(other.gates);
    approvals = new LinkedHashMap<>(other.approvals);
    answers = new LinkedHashMap<>(other.answers);
    channels = new LinkedHashMap<>(other.channels);
    deaths = new ArrayList<>(other.deaths);
    operator = new ArrayList<>(other.operator);
    rest = other.rest;
    seed = other.seed;
  }

  /** Returns a copy that {@code change} was made to before anyone else could see it. */
  Script with(Consumer<Script> change) {
    Script copy = new Script(this);
    change.accept(copy);
    return copy;
  }

  Script call(Target target, UnaryOperator<CallLines> change) {
    return with(s -> s.calls.put(target, change.apply(calls.getOrDefault(target, CallLines.NONE))));
  }

  /** Returns whether the plan's own code is called for a step. */
  boolean runsForReal(String path) {
    CallLines lines = calls.get(new Target(Work.RUN, path));
    return lines == null ? rest == Rest.RUNS_FOR_REAL : lines.callsThePlan();
  }

  /** Returns whether the plan's own code is called for one piece of it. */
  boolean runsForReal(Target target) {
    CallLines lines = calls.get(target);
    if (lines != null) {
      return lines.callsThePlan();
    }
    return target.isRollback() ? rest == Rest.RUNS_FOR_REAL : runsForReal(target.path());
  }

  /** Returns how the n-th call of a piece of the plan's code ends. */
  CallEnd end(Target target, int number) {
    CallLines lines = calls.get(target);
    CallEnd end = lines == null ? null : lines.end(number);
    if (end != null) {
      return end;
    }
    if (lines == null && runsForReal(target)) {
      return new CallEnd.Real();
    }
    return target.work() == Work.PROBE ? new CallEnd.FindsTruth() : new CallEnd.Makes(null);
  }

  /** Returns what the script says that a step makes; null if it says nothing of it. */
  @Nullable Object output(String path) {
    CallLines lines = calls.get(new Target(Work.RUN, path));
    return lines == null ? null : lines.output();
  }

  /** What becomes of that of which the script says nothing. */
  enum Rest {
    IS_REFUSED,
    SUCCEEDS,
    RUNS_FOR_REAL
  }

  /** What somebody says to a run. */
  @FunctionalInterface
  interface Saying {
    void say(RunCore core, Instant now);
  }

  /** The engine's death. */
  record Death(Moment moment, boolean before) {}

  /**
   * An operator.
   *
   * @param verb what he does, in a word
   * @param later how much later he says something else
   * @param then what that is; null for nothing
   */
  record Operator(Moment moment, String verb, Saying says, Duration later, @Nullable Saying then) {}

  /**
   * A vote.
   *
   * @param after how long after the approval was reached
   * @param role in which role; null for the only one there is
   */
  record Vote(Duration after, String who, @Nullable String role, boolean yes, String note) {}
}
