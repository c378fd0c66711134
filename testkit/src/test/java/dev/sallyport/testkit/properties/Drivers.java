package dev.sallyport.testkit.properties;

import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Order.TakeSample;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The drivers, each running a plan by the same script. */
final class Drivers {
  private Drivers() {}

  /**
   * How a run ended.
   *
   * @param there the effects that are still there, as the ledger has them
   * @param left what the run says is left over
   */
  record Ending(@Nullable Outcome outcome, Set<String> there, Set<String> left) {
    static Ending of(List<Event> events, Script script) {
      Event last = events.get(events.size() - 1);
      Set<String> left = new TreeSet<>();
      if (last instanceof Event.RunEnded ended) {
        ended.leftovers().stream().map(Leftover::path).forEach(left::add);
        return new Ending(ended.outcome(), new TreeSet<>(script.effects().there()), left);
      }
      return new Ending(null, new TreeSet<>(script.effects().there()), left);
    }
  }

  static Ending simulated(Plan plan, Script script) {
    return Ending.of(
        SimulatedDriver.run(plan, new Scripted(plan, script), Choices.first()).events(), script);
  }

  static Ending local(Engine engine, Plan plan, String id, Script script)
      throws InterruptedException {
    return end(engine.start(plan, id, "ann"), script);
  }

  /** Answers what the run asks until it has ended. */
  static Ending end(Run run, Script script) throws InterruptedException {
    Optional<Outcome> outcome = run.await(Duration.ofMillis(1));
    while (outcome.isEmpty()) {
      run.waiting().forEach(waiting -> answer(run, waiting, script));
      outcome = run.await(Duration.ofMillis(1));
    }
    return Ending.of(run.events(), script);
  }

  private static void answer(Run run, Waiting waiting, Script script) {
    try {
      if (waiting instanceof Waiting.ForAnswer asked) {
        run.answer(asked.path(), script.answer(asked), "ann", "seen by hand");
      } else if (waiting instanceof Waiting.ForVotes votes) {
        String role = votes.roles().get(0);
        run.approve(votes.path(), role + votes.missing().get(role), role, "");
      }
    } catch (IllegalStateException overtaken) {
      // The run went on before the person had answered; if it still asks, they hear of it.
    }
  }

  /** The script as surroundings. */
  private record Scripted(Plan plan, Script script) implements Surroundings {
    @Override
    public Fate begins(Attempt attempt, Clock clock) {
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
        return script.holds(path) ? attempt.made(output(path)) : new Attempt.Result.Absent();
      }
      try {
        script.act(attempt.work(), path, attempt.number());
        return null;
      } catch (Exception e) {
        return new Attempt.Result.Threw(e);
      }
    }

    @Override
    public Answer asks(TakeSample asked, Clock clock) {
      return new Answer(script.judge(asked.gate().name()), null, Duration.ZERO);
    }

    /** Some watches of these plans are asked every few milliseconds. */
    @Override
    public Duration patience() {
      return Duration.ofMillis(50);
    }

    @Override
    public void waits(Waiting waiting, RunCore run, Instant now) {
      if (waiting instanceof Waiting.ForAnswer asked) {
        run.answer(now, asked.path(), script.answer(asked), "ann", "seen by hand");
      } else if (waiting instanceof Waiting.ForVotes votes) {
        String role = votes.roles().get(0);
        run.vote(now, votes.path(), role + votes.missing().get(role), role, true, "");
      }
    }
  }
}
