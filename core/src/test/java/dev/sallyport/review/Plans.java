package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;

/** What the tests of this package build plans from. */
final class Plans {
  static final Check WELL =
      Check.of("health", c -> Verdict.pass("well", Evidence.of("GET /health", c.startedAt())));

  private Plans() {}

  /** Returns the place of the line after the one that calls this, as findings show it. */
  static String nextLine() {
    StackTraceElement caller = new Throwable().getStackTrace()[1];
    return caller.getFileName() + ":" + (caller.getLineNumber() + 1);
  }

  static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  static Duration minutes(long count) {
    return Duration.ofMinutes(count);
  }

  static Step<Void> body(String name) {
    return step(name).run(c -> {});
  }

  /** Returns a step of which nothing is to be said: short, probed, its undo tried thrice. */
  static Step<Void> good(String name) {
    return body(name)
        .timeout(seconds(10))
        .probe(c -> Probed.done())
        .onRollback((c, made) -> {}, undo().timeout(seconds(10)).retry(Retry.every(seconds(1))));
  }

  /** Returns a reversible step that takes {@code forward}, and {@code back} to undo, and grace. */
  static Step<Void> timed(String name, Duration forward, Duration back) {
    return body(name).timeout(forward).onRollback((c, made) -> {}, undo().timeout(back));
  }

  static Plan plan(Phase... phases) {
    return Plan.named("shop", 1).phases(phases).build();
  }

  /** A plan with one of everything; how long it takes is added up in {@link CoverageTest}. */
  static Plan release() {
    Step<Void> migrate =
        body("migrate")
            .timeout(minutes(2))
            .retry(Retry.every(seconds(5)).attempts(2))
            .idempotent()
            .onRollback((c, made) -> {}, undo().timeout(minutes(1)).retry(Retry.every(seconds(3))));
    Step<Void> cache = body("cache").timeout(seconds(30)).irreversible("a warm cache is harmless");
    Step<Void> cdn =
        body("cdn")
            .timeout(minutes(1))
            .onRollback(
                (c, made) -> {},
                undo().timeout(seconds(20)).verifiedBy(gate("cold", WELL).within(minutes(1))));
    Step<Void> traffic =
        body("switch")
            .timeout(seconds(30))
            .probe(c -> Probed.done())
            .onRollback((c, made) -> {}, undo().timeout(seconds(30)));
    return plan(
        phase("Data").step(migrate),
        phase("Warm").parallel(cache, cdn),
        phase("Live")
            .gate(gate("smoke", WELL).within(minutes(5)))
            .gate(approval("go", "lead").within(Duration.ofHours(1)))
            .pointOfNoReturn("customers see it")
            .step(traffic, body("look").timeout(seconds(5)).readOnly())
            .onRollback(c -> {}, undo().timeout(seconds(15))));
  }
}
