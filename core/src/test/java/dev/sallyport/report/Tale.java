package dev.sallyport.report;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells runs of a small plan event by event; each event comes a second after the one before. */
final class Tale {
  static final Instant START = Instant.parse("2026-11-22T22:15:30Z");

  private final List<Event> events = new ArrayList<>();
  private Instant now = START;

  static Plan plan() {
    Metric<Percent> errors =
        Metric.of(
            "http error-rate",
            c -> Reading.value(percent(0), Evidence.of("GET /stats", c.startedAt())));
    Step<String> cluster =
        step("cluster", String.class)
            .run(c -> "c1")
            .onRollback((c, made) -> {}, UndoPolicy.undo().timeout(Duration.ofMinutes(1)))
            .timeout(Duration.ofMinutes(2));
    Step<Void> cache =
        step("cache")
            .using(cluster)
            .run((c, made) -> {})
            .irreversible("a warm cache is harmless")
            .retry(Retry.every(Duration.ofSeconds(5)));
    Phase canary =
        phase("Canary")
            .gate(
                gate("healthy", errors.below(percent(1)))
                    .every(Duration.ofSeconds(5))
                    .sustainedFor(Duration.ofSeconds(10))
                    .within(Duration.ofMinutes(5)))
            .onRollback(c -> {});
    return Plan.named("shop-release", 3)
        .inputs(input("version", String.class))
        .secrets(secret("token", String.class))
        .phases(
            phase("Infra").parallel(cluster, cache),
            canary,
            phase("Live")
                .gate(approval("go", "lead").and("ops", 2).within(Duration.ofHours(1)))
                .pointOfNoReturn("customers see it"))
        .build();
  }

  static Tale begun() {
    return new Tale()
        .then(
            at ->
                new Event.RunStarted(
                    at, "r1", plan().description(), Map.of("version", "\"2.4\""), "ann"));
  }

  /** Both steps ran. */
  static Tale installed() {
    return begun()
        .start("Infra/cluster")
        .done("Infra/cluster")
        .start("Infra/cache")
        .done("Infra/cache");
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  Report report() {
    return Report.of(events);
  }

  Tale then(java.util.function.Function<Instant, Event> event) {
    events.add(event.apply(now));
    now = now.plusSeconds(1);
    return this;
  }

  Tale start(String path) {
    return then(at -> new Event.AttemptStarted(at, path, Work.RUN, 1));
  }

  Tale done(String path) {
    return then(at -> new Event.AttemptSucceeded(at, path, Work.RUN, 1, Output.NONE));
  }

  Tale undo(String path) {
    return then(at -> new Event.AttemptStarted(at, path, Work.UNDO, 1))
        .then(at -> new Event.AttemptSucceeded(at, path, Work.UNDO, 1, Output.NONE));
  }

  Tale fail(String path, Work work, String message, @Nullable Duration retryAfter) {
    Failure failure = new Failure("java.io.IOException", message, List.of());
    return then(at -> new Event.AttemptFailed(at, path, work, 1, failure, retryAfter));
  }

  Tale reached(String path) {
    return then(at -> new Event.GateReached(at, path, Work.RUN, at));
  }

  Tale sample(Verdict verdict) {
    return then(at -> new Event.Sampled(at, "Canary/healthy", Work.RUN, verdict, null));
  }

  Tale opened(String path, String reason) {
    return then(at -> new Event.GateOpened(at, path, Work.RUN, reason));
  }

  Tale failedGate(Trigger trigger, String reason) {
    return then(at -> new Event.GateFailed(at, "Canary/healthy", Work.RUN, trigger, reason));
  }

  Tale rollback(Trigger trigger, String path, String reason, String by) {
    return then(at -> new Event.RollbackStarted(at, trigger, path, reason, by));
  }

  Tale vote(String who, String role) {
    return then(at -> new Event.Voted(at, "Live/go", who, role, true, ""));
  }

  Tale end(Outcome outcome, String reason, Leftover... left) {
    return then(at -> new Event.RunEnded(at, outcome, reason, List.of(left)));
  }

  static Verdict pass() {
    return Verdict.pass("http error-rate is 0.2 %, as asked < 1 %", evidence("0.2"));
  }

  static Verdict pending() {
    return Verdict.pending(
        "threshold-breached", "http error-rate is 4.2 %, not < 1 %", evidence("4.2"));
  }

  private static Evidence evidence(String rate) {
    return Evidence.of("GET http://shop/stats", START.plusSeconds(6))
        .against("< 1 %")
        .over(Duration.ofSeconds(10), 500)
        .and(Observation.of("shop", "error_rate", rate, "%"))
        .and("shop", "requests", 500);
  }

  /** A gate that failed after the steps, and everything taken back. */
  static Tale rolledBack() {
    return failed()
        .undo("Canary/@rollback")
        .undo("Infra/cluster")
        .end(Outcome.ROLLED_BACK, "not open within 5 min");
  }

  /** As far as the beginning of a rollback. */
  static Tale failed() {
    String why = "not open within 5 min";
    return installed()
        .reached("Canary/healthy")
        .sample(pass())
        .sample(pending())
        .sample(pending())
        .failedGate(Trigger.GATE_TIMED_OUT, why)
        .rollback(Trigger.GATE_TIMED_OUT, "Canary/healthy", why, "the plan");
  }
}
