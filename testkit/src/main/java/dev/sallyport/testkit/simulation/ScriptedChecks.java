package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Check;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Order;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What checks say by a script. */
final class ScriptedChecks {
  private static final GateLine REAL =
      new GateLine(Duration.ZERO, GateLine.Kind.RUNS_FOR_REAL, null, Duration.ZERO);
  private static final GateLine PASSES =
      line(evidence -> Verdict.pass("as everything that is not scripted", evidence));
  private static final GateLine NOT_YET =
      line(evidence -> Verdict.pending("scripted", "not yet, as scripted", evidence));
  private static final GateLine NO_DANGER =
      line(evidence -> Verdict.pending("scripted", "no danger", evidence));

  private final Script script;
  private final Map<Target, Instant> reached = new HashMap<>();

  ScriptedChecks(Script script) {
    this.script = script;
  }

  private static GateLine line(GateLine.Says says) {
    return new GateLine(Duration.ZERO, GateLine.Kind.SAYS, says, Duration.ZERO);
  }

  void reached(Event.GateReached event) {
    reached.putIfAbsent(new Target(event.work(), event.path()), event.at());
  }

  Surroundings.Answer asks(Order.TakeSample asked, Clock clock) {
    Gate gate = asked.gate();
    Instant now = clock.instant();
    Instant since = reached.getOrDefault(new Target(asked.work(), asked.path()), now);
    Duration elapsed = Duration.between(since, now);
    boolean real = runsForReal(asked);
    Sample sample =
        Sample.begin(clock, gate.policy().sampleTimeout(), script.plan.secretSource(), () -> false);
    Check abort = gate.abort();
    GateLine danger = abort == null ? null : line(byName(abort), elapsed, real ? REAL : NO_DANGER);
    GateLine line = line(lines(asked), elapsed, real ? REAL : PASSES);
    if (line.kind() == GateLine.Kind.HANGS
        || danger != null && danger.kind() == GateLine.Kind.HANGS) {
      return new Surroundings.Answer(NO_DANGER.verdict(gate.check(), sample), null, null);
    }
    Verdict onDanger = abort == null || danger == null ? null : danger.verdict(abort, sample);
    Verdict verdict = line.verdict(gate.check(), sample);
    return new Surroundings.Answer(verdict, onDanger, line.takes());
  }

  private boolean runsForReal(Order.TakeSample asked) {
    List<GateLine> lines = lines(asked);
    if (lines != null) {
      return lines.stream().anyMatch(line -> line.kind() == GateLine.Kind.RUNS_FOR_REAL);
    }
    return asked.work() == Work.UNDO
        ? script.runsForReal(new Target(Work.UNDO, asked.path()))
        : script.rest == Script.Rest.RUNS_FOR_REAL;
  }

  private @Nullable List<GateLine> lines(Order.TakeSample asked) {
    Judged.Kind kind = asked.work() == Work.UNDO ? Judged.Kind.VERIFICATION : Judged.Kind.GATE;
    List<GateLine> own = script.gates.get(new Judged(kind, asked.path()));
    return own != null ? own : byName(asked.gate().check());
  }

  private @Nullable List<GateLine> byName(Check check) {
    return script.gates.get(new Judged(Judged.Kind.CHECK, check.name()));
  }

  private static GateLine line(
      @Nullable List<GateLine> lines, Duration elapsed, GateLine otherwise) {
    if (lines == null) {
      return otherwise;
    }
    GateLine found = NOT_YET;
    for (GateLine line : lines) {
      if (line.from().compareTo(elapsed) <= 0) {
        found = line;
      }
    }
    return found;
  }
}
