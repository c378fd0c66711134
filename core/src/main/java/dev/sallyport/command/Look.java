package dev.sallyport.command;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command for a check or a metric.
 *
 * @param result how it ended; null if it did not end by itself
 * @param problem why there is no result; empty if there is one
 */
record Look(@Nullable CommandResult result, String problem, Evidence evidence) {
  private static final int LINES = 5;

  static Look take(Command command, CheckContext context) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("Interrupted before the command was started: " + command);
    }
    CommandResult result;
    try {
      result = command.execute(context::secret, context.remaining());
    } catch (CommandNotStartedException e) {
      return new Look(
          null,
          String.valueOf(e.getMessage()),
          Evidence.of(command.toString(), context.clock().instant()));
    }
    Evidence evidence = evidence(result, context.clock());
    if (result.timedOut()) {
      return new Look(null, Explanation.brief(result), evidence);
    }
    if (result.killed()) {
      throw new InterruptedException(Explanation.brief(result));
    }
    return new Look(result, "", evidence);
  }

  /** Returns what there is to show of a run. */
  static Evidence evidence(CommandResult result, Clock clock) {
    return Evidence.of(result.command(), clock.instant()).observing(facts(result));
  }

  private static List<Observation> facts(CommandResult result) {
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("", "exit code", result.exitMeaning()));
    facts.add(Observation.of("", "elapsed", result.elapsed().toMillis(), "ms"));
    facts.add(Observation.of("", "output complete", result.outputComplete()));
    add(facts, "stdout", result.stdout());
    add(facts, "stderr", result.stderr());
    result.survivors().forEach(s -> facts.add(Observation.of("", "not seen to die", s)));
    result.notes().forEach(n -> facts.add(Observation.of("", "note", n)));
    return facts;
  }

  private static void add(List<Observation> facts, String stream, CommandOutput output) {
    for (String line : output.lastLines(LINES)) {
      facts.add(Observation.of(stream, "line", Explanation.shortened(line)));
    }
    if (output.dropped() > 0) {
      facts.add(Observation.of(stream, "dropped", output.dropped(), "bytes"));
    }
  }
}
