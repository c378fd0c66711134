package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulation in the midst of what a check says: each line holds from when the gate was reached,
 * or from the time that {@link #from} gives, until the next one. Immutable.
 */
public final class GateScript extends Simulation {
  private final Judged judged;
  private final Duration from;
  private final Duration takes;

  GateScript(Script script, Judged judged) {
    this(script, judged, Duration.ZERO, Duration.ZERO);
  }

  private GateScript(Script script, Judged judged, Duration from, Duration takes) {
    super(script);
    this.judged = judged;
    this.from = from;
    this.takes = takes;
  }

  /**
   * Has the next line hold from so long after the gate was reached for the first time. Before the
   * first line the check says "not yet".
   *
   * @throws IllegalArgumentException if that is before the line before
   */
  public GateScript from(Duration sinceReached) {
    if (sinceReached.compareTo(from) < 0) {
      throw new IllegalArgumentException(
          "The script of "
              + judged.kind().word()
              + " '"
              + judged.name()
              + "' goes from "
              + Quantities.show(from)
              + " back to "
              + Quantities.show(sinceReached)
              + ". Write its lines in the order of time.");
    }
    return new GateScript(script, judged, sinceReached, takes);
  }

  /** Gives the time that each answer takes, in this line and the next ones; default none. */
  public GateScript takes(Duration time) {
    return new GateScript(script, judged, from, time);
  }

  /** Has the check pass. */
  public GateScript passes() {
    return says(GateLine.Kind.SAYS, evidence -> Verdict.pass("as scripted", evidence));
  }

  /** Has the check say "not yet". */
  public GateScript waits(String why) {
    return says(GateLine.Kind.SAYS, evidence -> Verdict.pending("scripted", why, evidence));
  }

  /** Has the check fail. */
  public GateScript fails(String why) {
    return says(GateLine.Kind.SAYS, evidence -> Verdict.fail("scripted", why, evidence));
  }

  /** Has the check find nothing to judge. */
  public GateScript noData(String why) {
    return says(
        GateLine.Kind.SAYS, evidence -> Verdict.inconclusive(Verdict.Cause.NO_DATA, why, evidence));
  }

  /** Has the check not reach the system. */
  public GateScript cannotRead(String why) {
    return says(
        GateLine.Kind.SAYS, evidence -> Verdict.inconclusive(Verdict.Cause.ERROR, why, evidence));
  }

  /** Has the check say this, with evidence of its own. */
  public GateScript says(Verdict verdict) {
    return says(GateLine.Kind.SAYS, evidence -> verdict);
  }

  /** Has the check give no answer, so that each sample ends with its timeout. */
  public GateScript hangs() {
    return says(GateLine.Kind.HANGS, null);
  }

  /**
   * Has the plan's own check asked, on the test's thread and by the virtual clock; and the one that
   * the gate aborts on, unless it has lines of its own.
   */
  public GateScript runsForReal() {
    return says(GateLine.Kind.RUNS_FOR_REAL, null);
  }

  private GateScript says(GateLine.Kind kind, GateLine.@Nullable Says says) {
    List<GateLine> lines = new ArrayList<>(script.gates.getOrDefault(judged, List.of()));
    lines.removeIf(line -> line.from().equals(from));
    lines.add(new GateLine(from, kind, says, takes));
    List<GateLine> longer = List.copyOf(lines);
    return new GateScript(script.with(s -> s.gates.put(judged, longer)), judged, from, takes);
  }
}
