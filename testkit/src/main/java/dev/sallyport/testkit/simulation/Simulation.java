package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Secret;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.List;

/**
 * A script for a run of a plan in virtual time: what its steps, checks and people do, and when the
 * engine dies. Immutable: every method returns a longer script.
 *
 * <p>Nothing of the plan's own code is called unless the script says {@code runsForReal}, and what
 * the script does not mention is refused before the run begins, unless it ends with {@link
 * #everythingElseSucceeds} or {@link #everythingElseRunsForReal}. The probe, the undo and the
 * undo's verification of a scripted step need no lines of their own: they know, and take back, what
 * the script says that the step did. Those of a step that runs for real run for real.
 *
 * <p>Names are paths, as in {@code Deploy/start}. Unless told otherwise a call takes a second, an
 * answer of a check no time, and a person a minute.
 */
public class Simulation {
  final Script script;

  Simulation(Script script) {
    this.script = script;
  }

  /** Begins a script for a plan, whose inputs and secrets may still be unbound. */
  public static Simulation of(Plan plan) {
    return new Simulation(new Script(plan));
  }

  /**
   * Binds an input.
   *
   * @throws IllegalArgumentException if the plan has no such input
   */
  public <T> Simulation with(Input<T> input, T value) {
    return new Simulation(script.with(s -> s.plan = s.plan.with(input, value)));
  }

  /**
   * Binds a secret.
   *
   * @throws IllegalArgumentException if the plan has no such secret
   */
  public <T> Simulation with(Secret<T> secret, T value) {
    return new Simulation(script.with(s -> s.plan = s.plan.with(secret, value)));
  }

  /** Goes on with what becomes of a step. */
  public StepScript step(String path) {
    return new StepScript(script, new Target(Work.RUN, path));
  }

  /** Goes on with what becomes of the undo of a step; or of a phase, by its name. */
  public UndoScript undo(String path) {
    return new UndoScript(
        script, path.indexOf('/') < 0 ? Target.rollbackOf(path) : new Target(Work.UNDO, path));
  }

  /** Goes on with what the probe of a step finds. */
  public ProbeScript probe(String path) {
    return new ProbeScript(script, new Target(Work.PROBE, path));
  }

  /** Goes on with what the check of a gate says. */
  public GateScript gate(String path) {
    return new GateScript(script, new Judged(Judged.Kind.GATE, path));
  }

  /** Goes on with what the check of a watch says, by the name of the watch. */
  public GateScript watch(String name) {
    return new GateScript(script, new Judged(Judged.Kind.GATE, "@watch/" + name));
  }

  /** Goes on with what a check says wherever it stands: in gates, verifications, abortOn. */
  public GateScript check(String name) {
    return new GateScript(script, new Judged(Judged.Kind.CHECK, name));
  }

  /** Goes on with what the verification of a step's undo says. */
  public GateScript verification(String path) {
    return new GateScript(script, new Judged(Judged.Kind.VERIFICATION, path));
  }

  /** Goes on with who votes in an approval. */
  public ApprovalScript approval(String path) {
    return new ApprovalScript(script, path, ApprovalScript.PATIENCE);
  }

  /**
   * Has a person answer the questions about a path, each a minute after it is asked: the first with
   * the first choice, and so on. Questions beyond that stay open, and the run waits for ever.
   */
  public Simulation whenAsked(String path, Choice... answers) {
    List<Choice> all = List.of(answers);
    return new Simulation(script.with(s -> s.answers.put(path, all)));
  }

  /** Has the engine die when that is recorded; another one takes over a minute later. */
  public Simulation engineDiesAfter(Moment moment) {
    return new Simulation(script.with(s -> s.deaths.add(new Script.Death(moment, false))));
  }

  /**
   * Has the engine die just before that is recorded, so that it happened and nobody knows; another
   * one takes over a minute later.
   */
  public Simulation engineDiesBefore(Moment moment) {
    return new Simulation(script.with(s -> s.deaths.add(new Script.Death(moment, true))));
  }

  /** Has a channel, by its name, fail to send whatever it is given. No channel is ever called. */
  public Simulation channelIsDown(String channel, String why) {
    Surroundings.Delivery down = new Surroundings.Delivery(null, why, Duration.ZERO);
    return new Simulation(script.with(s -> s.channels.put(channel, down)));
  }

  /** Has a channel, by its name, give no answer. */
  public Simulation channelHangs(String channel) {
    Surroundings.Delivery silent = new Surroundings.Delivery(null, "", null);
    return new Simulation(script.with(s -> s.channels.put(channel, silent)));
  }

  /**
   * Has a person waive a gate, an approval or an item of one, for so long.
   *
   * @param item the item; empty for all of it
   */
  public Simulation waives(
      Moment moment,
      String path,
      String item,
      String who,
      String role,
      String reason,
      Duration span) {
    return operator(
        moment,
        "waiver",
        (core, now) -> core.waive(now, path, item, who, role, reason, now.plus(span)));
  }

  /** Has a person attest an item of an approval. */
  public Simulation attests(Moment moment, String path, String item, String who, String role) {
    return operator(
        moment, "attestation", (core, now) -> core.attest(now, path, item, who, role, ""));
  }

  /** Has a person trip a watch by hand. */
  public Simulation trips(Moment moment, String watch, String by, String reason) {
    return operator(moment, "trip", (core, now) -> core.trip(now, watch, by, reason));
  }

  /** Has an operator walk the run back. */
  public Simulation operatorAborts(Moment moment, String by, String reason) {
    return operator(moment, "abort", (core, now) -> core.abort(now, by, reason));
  }

  /** Has an operator end the run where it is. */
  public Simulation operatorStops(Moment moment, String by, String reason) {
    return operator(moment, "stop", (core, now) -> core.stop(now, by, reason));
  }

  /** Has an operator pause the run, and let it go on so much later. */
  public Simulation operatorPauses(Moment moment, Duration span, String by, String reason) {
    Script.Saying pause = (core, now) -> core.pause(now, by, reason);
    Script.Saying proceed = (core, now) -> core.proceed(now, by);
    return new Simulation(
        script.with(
            s -> s.operator.add(new Script.Operator(moment, "pause", pause, span, proceed))));
  }

  private Simulation operator(Moment moment, String verb, Script.Saying says) {
    return new Simulation(
        script.with(
            s -> s.operator.add(new Script.Operator(moment, verb, says, Duration.ZERO, null))));
  }

  /**
   * Lets everything that is not mentioned go well: steps and rollbacks succeed without being
   * called, gates open at their first sample that counts, every approval has its votes in a minute.
   */
  public Simulation everythingElseSucceeds() {
    return new Simulation(script.with(s -> s.rest = Script.Rest.SUCCEEDS));
  }

  /**
   * Has the plan's own code called for everything that is not mentioned: for plans whose systems
   * are stood in for by objects of the test. Approvals must be mentioned all the same.
   */
  public Simulation everythingElseRunsForReal() {
    return new Simulation(script.with(s -> s.rest = Script.Rest.RUNS_FOR_REAL));
  }

  /**
   * Draws the jitter of retries, and the order of what happens at the same instant, from a seed;
   * default is no jitter and the order of the plan.
   */
  public Simulation seed(long seed) {
    return new Simulation(script.with(s -> s.seed = seed));
  }

  /**
   * Runs the plan to its end or to where it waits for ever, on this thread.
   *
   * @throws IllegalArgumentException if the script names what the plan does not have or leaves out
   *     what would touch the world; all of it is listed, with the way out
   * @throws IllegalStateException if a person of the script says what the run refuses to hear, or a
   *     moment never came at which the engine was to die or an operator to say something
   */
  public SimulatedRun run() {
    new ScriptCheck(script).require();
    Long seed = script.seed;
    Choices choices = seed == null ? Choices.first() : Choices.seeded(seed);
    ScriptedWorld world = new ScriptedWorld(script);
    SimulatedRun run = SimulatedDriver.run(script.plan, world, choices);
    LastRun.remember(new LastRun(run, seed));
    requireUsed(world.missed(), run);
    return run;
  }

  /** A test of what never happened would show nothing. */
  private static void requireUsed(List<String> missed, SimulatedRun run) {
    if (!missed.isEmpty()) {
      Event last = run.events().get(run.events().size() - 1);
      throw new IllegalStateException(
          "The script waits for moments that never came:\n- "
              + String.join("\n- ", missed)
              + "\nThe last that happened was: "
              + Report.line(last)
              + "\nTake these lines out, or change what comes before them.");
    }
  }
}
