package dev.sallyport.testkit.properties;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order.TakeSample;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.Choices;
import dev.sallyport.testkit.simulation.Fate;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Surroundings in which the fate of a step hangs on its path alone: some steps always fail, all
 * else goes well, people tell what the ledger says, and the engine dies once at most.
 */
final class FatedWorld implements Surroundings {
  private final Plan plan;
  private final int diesAt;
  private final Effects effects = new Effects();
  private final People people;
  private boolean died;

  FatedWorld(Plan plan, int diesAt) {
    this.plan = plan;
    this.diesAt = diesAt;
    this.people = new People(plan, new Faults((where, options) -> 0, 0), effects, path -> {});
  }

  /** Returns whether a step always fails: the last one of every plan with an odd length. */
  static boolean fails(Plan plan, String path) {
    int last = plan.graph().nodes().size() - 1;
    return last % 2 == 0 && last > 0 && plan.graph().indexOf(path) == last;
  }

  Trace run() {
    return new Trace(
        SimulatedDriver.run(plan, this, Choices.first()), new Order(plan), effects, died ? 1 : 0);
  }

  @Override
  public Fate begins(Attempt attempt, Clock clock) {
    if (attempt.work() == Work.RUN && fails(plan, attempt.path())) {
      return Fate.fails(new IllegalStateException("as always"));
    }
    return Fate.succeeds(attempt.made(output(attempt.path())));
  }

  private @Nullable String output(String path) {
    int node = plan.graph().indexOf(path);
    Step<?> step = node < 0 ? null : Order.step(plan.graph().node(node));
    return step != null && step.type() == String.class ? Bodies.output(path) : null;
  }

  @Override
  public Attempt.@Nullable Result takesEffect(Attempt attempt) {
    String path = attempt.path();
    if (attempt.work() == Work.PROBE) {
      return effects.holds(path) ? attempt.made(output(path)) : new Attempt.Result.Absent();
    }
    if (attempt.work() == Work.UNDO) {
      effects.undone(path);
    } else if (!Order.isReadOnly(plan.graph().node(plan.graph().indexOf(path)))) {
      effects.done(path);
    }
    return null;
  }

  @Override
  public Answer asks(TakeSample asked, Clock clock) {
    Evidence evidence = Evidence.of("fated", clock.instant());
    Verdict safe = Verdict.fail("safe", "no danger", evidence);
    return new Answer(
        Verdict.pass("good", evidence), asked.gate().abort() == null ? null : safe, Duration.ZERO);
  }

  /**
   * Where a step has failed for good, asking again is no use: the run is told to walk back. Of one
   * that is only unknown people say what they see, so that it fails as it would have.
   */
  @Override
  public void waits(Waiting waiting, RunCore run, Instant now) {
    if (waiting instanceof Waiting.ForAnswer asked
        && fails(plan, asked.path())
        && asked.question().kind() != Question.Kind.UNKNOWN_OUTCOME
        && asked.question().choices().contains(Choice.ROLL_BACK)) {
      run.answer(now, asked.path(), Choice.ROLL_BACK, "ann", "");
    } else {
      people.hear(waiting, run, now);
    }
  }

  @Override
  public boolean diesAfter(int record, Event event) {
    boolean now = record == diesAt && !died;
    died |= now;
    return now;
  }
}
