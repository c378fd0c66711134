package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks which servers the application's reads really go to.
 *
 * <p>Reads with the application's read preference, and has the driver tell which server answered:
 * {@code secondaryPreferred} falls back to the primary without a word. Immutable and thread-safe.
 */
final class ReadPreference implements Check {
  private final Source source;
  private final Source.AppPlan plan;
  private final Percent least;

  ReadPreference(Source source, String namespace, String preference, Percent least) {
    String[] parts = namespace.split("\\.", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("A collection is named database.collection.");
    }
    this.source = source;
    this.plan =
        new Source.AppPlan(parts[0], parts[1], preference, 50, false, Duration.ofSeconds(10));
    this.least = least;
  }

  @Override
  public String name() {
    return "mongo read-preference";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    AppRun run = source.run(context, plan);
    List<Observation> rows = new ArrayList<>();
    run.served().forEach((server, n) -> rows.add(Observation.of(server, "reads", n)));
    run.errors().stream().distinct().forEach(e -> rows.add(Observation.of("", "error", e)));
    Evidence evidence =
        Evidence.of(
                plan.count() + " reads with " + plan.preference() + " from " + source.seeds(),
                context.clock().instant())
            .observing(rows)
            .over(Duration.ZERO, run.reads())
            .against("at least " + least + " on secondaries, no errors");
    List<Objection> found = new ArrayList<>();
    if (run.reads() == 0) {
      found.add(
          Objection.unknown(
              Verdict.Cause.ERROR,
              "no-read",
              "",
              "No read was answered by " + source.seeds() + first(run),
              "Look at replica-set-health, and whether the user may read the collection."));
    } else if (!run.errors().isEmpty()) {
      found.add(
          Objection.pending(
              "read-errors",
              "",
              run.errors().size() + " of " + plan.count() + " reads failed" + first(run),
              "Look at the members it could not use."));
    }
    if (run.reads() > 0 && 100.0 * run.onSecondaries() / run.reads() < least.value()) {
      found.add(
          Objection.pending(
              "on-primary",
              "",
              run.onSecondaries()
                  + " of "
                  + run.reads()
                  + " reads were answered by secondaries, wanted "
                  + least
                  + "; "
                  + run.served(),
              "With secondaryPreferred the driver turns to the primary when no secondary suits:"
                  + " look for secondaries that are down, too stale, hidden or tagged otherwise."));
    }
    return Verdict.of(
        found, run.onSecondaries() + " of " + run.reads() + " reads went to secondaries", evidence);
  }

  private static String first(AppRun run) {
    return run.errors().isEmpty() ? "" : ": " + run.errors().get(0);
  }
}
