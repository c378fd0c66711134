package dev.sallyport.bench;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Choices;
import dev.sallyport.testkit.simulation.Fate;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Surroundings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A simulated run of ten steps in a row, beside writing down the same events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SimulationBenchmark {
  static final int STEPS = 10;

  private final Plan plan = chain();
  private final Calm calm = new Calm();

  private static Plan chain() {
    Phase phase = phase("chain");
    for (int i = 0; i < STEPS; i++) {
      phase = phase.step(step("step-" + i).run(c -> {}).onRollback((c, made) -> {}));
    }
    return plan("simulated", 1).phases(phase).build();
  }

  /** The run. */
  @Benchmark
  public SimulatedRun sallyport() {
    return SimulatedDriver.run(plan, calm, Choices.first());
  }

  /** The floor: the same events, made and put into a list. */
  @Benchmark
  public List<Event> floor() {
    Instant at = SimulatedDriver.START;
    List<Event> events = new ArrayList<>();
    events.add(
        new Event.RunStarted(
            at, SimulatedDriver.RUN_ID, plan.description(), java.util.Map.of(), "floor"));
    for (int i = 0; i < STEPS; i++) {
      String path = plan.graph().node(i).path();
      events.add(new Event.AttemptStarted(at, path, Work.RUN, 1));
      at = at.plusSeconds(1);
      events.add(new Event.AttemptSucceeded(at, path, Work.RUN, 1, Output.NONE));
    }
    events.add(new Event.RunEnded(at, Outcome.SUCCEEDED, "everything was done", List.of()));
    return events;
  }

  /** Nothing goes wrong and nobody is asked. */
  private static final class Calm implements Surroundings {
    @Override
    public Fate begins(Attempt attempt, Clock clock) {
      return Fate.succeeds(attempt.made(null));
    }

    @Override
    public Attempt.@Nullable Result takesEffect(Attempt attempt) {
      return null;
    }

    @Override
    public Answer asks(Order.TakeSample asked, Clock clock) {
      throw new IllegalStateException("The plan has no gate.");
    }

    @Override
    public void waits(Waiting waiting, RunCore run, Instant now) {
      throw new IllegalStateException("The plan asks nobody.");
    }
  }
}
