package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.Attempt;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OutcomeUnknownException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of the calls of the plan's code by a script, and which effects there are. */
final class ScriptedCalls {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Script script;
  private final Set<String> effects = new HashSet<>();
  private final Map<Attempt, Clock> real = new HashMap<>();

  ScriptedCalls(Script script) {
    this.script = script;
  }

  private static Target target(Attempt attempt) {
    return new Target(attempt.work(), attempt.path());
  }

  private CallLines lines(Attempt attempt) {
    return script.calls.getOrDefault(target(attempt), CallLines.NONE);
  }

  Fate begins(Attempt attempt, Clock clock) {
    CallLines lines = lines(attempt);
    CallEnd end = script.end(target(attempt), attempt.number());
    Duration takes = lines.takes() == null ? A_SECOND : lines.takes();
    boolean heeds = lines.heedsInterrupt();
    if (end instanceof CallEnd.Hangs) {
      return heeds ? Fate.hangs(false) : Fate.cannotBeStopped(false);
    }
    if (end instanceof CallEnd.Real) {
      real.put(attempt, clock);
      return new Fate(new Attempt.Result.Absent(), takes, Duration.ZERO, heeds);
    }
    boolean harmless = end instanceof CallEnd.Throws;
    return new Fate(result(attempt, end), takes, harmless ? null : takes, heeds);
  }

  private Attempt.Result result(Attempt attempt, CallEnd end) {
    if (end instanceof CallEnd.Throws failure) {
      return new Attempt.Result.Threw(failure.thrown());
    } else if (end instanceof CallEnd.LosesReply) {
      String why = "its reply was lost, as scripted";
      return new Attempt.Result.Threw(new OutcomeUnknownException(why));
    } else if (end instanceof CallEnd.CannotTell cannot) {
      return new Attempt.Result.CannotTell(cannot.why());
    } else if (end instanceof CallEnd.Makes makes) {
      return made(attempt, makes.value());
    }
    boolean found = end instanceof CallEnd.FindsTruth && effects.contains(attempt.path());
    return found ? made(attempt, null) : new Attempt.Result.Absent();
  }

  private Attempt.Result made(Attempt attempt, @Nullable Object value) {
    return attempt.made(value == null ? script.output(attempt.path()) : value);
  }

  Attempt.@Nullable Result takesEffect(Attempt attempt) {
    Clock clock = real.remove(attempt);
    if (clock != null) {
      return attempt.run(clock);
    }
    if (attempt.work() == Work.RUN) {
      effects.add(attempt.path());
    } else if (attempt.work() == Work.UNDO) {
      effects.remove(attempt.path());
    }
    return null;
  }

  boolean goesOnAlone(Attempt attempt) {
    return lines(attempt).goesOn();
  }
}
