package dev.sallyport.journal;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDescription.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The run that stands in {@code journals/0.1/rolled-back.journal}: a billing release that is
 * interrupted, goes on, fails behind its migration and is walked back. Every kind of event is in
 * it.
 */
final class RecordedRun {
  private static final Instant T0 = Instant.parse("2026-11-22T22:15:30.123456Z");
  private static final String BACKUP = "Data/back-up";
  private static final String MIGRATE = "Data/migrate-schema";
  private static final String LAG = "Data/replicas-caught-up";
  private static final String DEPLOY = "App/deploy";

  private RecordedRun() {}

  static List<Event> events() {
    return List.of(
        new Event.RunStarted(at(0), "20261122-221530-9f3a6c", plan(2), inputs(), "ana"),
        // Forward, with a pause, a retry and a vote.
        new Event.AttemptStarted(at(1), BACKUP, Work.RUN, 1),
        new Event.AttemptFailed(
            at(2),
            BACKUP,
            Work.RUN,
            1,
            new Failure(
                "java.io.IOException",
                "exit code 3:\n\"disk full\"",
                List.of("java.net.SocketException: Connection reset")),
            Duration.ofMillis(1500)),
        new Event.Paused(at(3), "ana", "wait for the storage team"),
        new Event.Unpaused(at(4), "ana"),
        new Event.AttemptStarted(at(5), BACKUP, Work.RUN, 2),
        new Event.AttemptSucceeded(
            at(6),
            BACKUP,
            Work.RUN,
            2,
            Output.recorded("{\"file\":\"/backup/2026-11-22.gz\",\"bytes\":1048576}")),
        new Event.GateReached(at(7), "Data/approval", Work.RUN, at(6)),
        new Event.Voted(at(8), "Data/approval", "J\u00fcrgen", "dba", true, "restore was tried"),
        new Event.GateOpened(at(9), "Data/approval", Work.RUN, "approved by dba J\u00fcrgen"),
        // The engine is killed; the probe finds nothing done.
        new Event.AttemptStarted(at(10), MIGRATE, Work.RUN, 1),
        new Event.RunResumed(at(20), 2, "ben", plan(3), 37),
        new Event.AttemptUnknown(
            at(20), MIGRATE, Work.RUN, 1, "the engine ended", Duration.ofSeconds(5)),
        new Event.AttemptStarted(at(20), MIGRATE, Work.PROBE, 1),
        new Event.FoundNotDone(at(21), MIGRATE, 1),
        new Event.AttemptStarted(at(25), MIGRATE, Work.RUN, 2),
        new Event.AttemptSucceeded(at(30), MIGRATE, Work.RUN, 2, Output.recorded("\"v42\"")),
        new Event.GateReached(at(30), LAG, Work.RUN, at(30)),
        new Event.Sampled(at(31), LAG, Work.RUN, pending(), null),
        new Event.Sampled(at(41), LAG, Work.RUN, lost(), null),
        new Event.Sampled(at(51), LAG, Work.RUN, caughtUp(51), caughtUp(51)),
        new Event.GateOpened(at(51), LAG, Work.RUN, "held for 0 s, as asked"),
        new Event.PointPassed(at(52), "App/point-of-no-return", "old pods are gone"),
        // The deployment hangs, and a person turns the run back.
        new Event.AttemptStarted(at(53), DEPLOY, Work.RUN, 1),
        new Event.CancelRequested(
            at(653), DEPLOY, Work.RUN, 1, "it took longer than 10 min", true, at(683)),
        new Event.AttemptAbandoned(at(683), DEPLOY, Work.RUN, 1),
        new Event.Asked(
            at(683),
            DEPLOY,
            new Question(
                Question.Kind.STILL_RUNNING,
                "The attempt 1 was told to stop and still runs.",
                List.of(Choice.TREAT_AS_STOPPED, Choice.STOP))),
        new Event.LateResult(at(690), DEPLOY, Work.RUN, 1, "succeeded: \"3 pods\""),
        new Event.Answered(at(700), DEPLOY, Choice.TREAT_AS_STOPPED, "ben", "killed by hand"),
        new Event.GateReached(at(701), "App/health", Work.RUN, at(53)),
        new Event.Sampled(at(702), "App/health", Work.RUN, caughtUp(702), unhealthy()),
        new Event.GateFailed(
            at(702), "App/health", Work.RUN, Trigger.GATE_FAILED, "5 of 100 requests failed"),
        new Event.Warned(at(702), "App/notify", "chat.example: 503 Service Unavailable"),
        new Event.RollbackStarted(
            at(703), Trigger.GATE_FAILED, "App/health", "5 of 100 requests failed", "the plan"),
        new Event.AttemptStarted(at(704), MIGRATE, Work.UNDO, 1),
        new Event.AttemptFailed(
            at(705),
            MIGRATE,
            Work.UNDO,
            1,
            new Failure("java.lang.IllegalStateException", "", List.of()),
            null),
        new Event.AttemptStarted(at(706), BACKUP, Work.UNDO, 1),
        new Event.AttemptSucceeded(at(707), BACKUP, Work.UNDO, 1, Output.NONE),
        new Event.StopRequested(at(800), Trigger.OPERATOR, "", "the table is locked", "ben"),
        new Event.RunEnded(
            at(801),
            Outcome.PARTIAL,
            "stopped by ben: the table is locked",
            List.of(
                new Leftover(MIGRATE, "its undo failed: IllegalStateException"),
                new Leftover(DEPLOY, "treated as stopped; nobody looked"))));
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  private static Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("version", "\"1.2.3\"");
    inputs.put("replicas", "3");
    inputs.put("hosts", "[\"db-1\",\"db-2\"]");
    return inputs;
  }

  private static PlanDescription plan(int version) {
    return new PlanDescription(
        "billing",
        version,
        List.of(
            new Entry("input", "version", "java.lang.String", ""),
            new Entry("secret", "db-password", "java.lang.String", ""),
            new Entry("phase", "Data", "first", ""),
            new Entry(
                "step",
                MIGRATE,
                "stage 1; makes java.lang.String; uses version; reversible",
                "timeout=PT10M attempts=3"),
            new Entry("gate", LAG, "stage 2", "check=lag < 1 s timeout=PT5M")));
  }

  private static Verdict pending() {
    return Verdict.pending(
        "threshold-breached",
        "lag is 2.5 s, not < 1 s",
        new Evidence(
            "INFO replication",
            List.of(
                Observation.of("db-1:6379", "lag", "2500", "ms"),
                Observation.of("", "role", "master")),
            "< 1 s",
            Duration.ZERO,
            1,
            at(31)));
  }

  private static Verdict lost() {
    return Verdict.inconclusive(
        Verdict.Cause.ERROR, "db-1:6379: Connection refused", Evidence.of("INFO", at(41)));
  }

  private static Verdict caughtUp(int seconds) {
    return Verdict.pass(
        "lag is 0.1 s, as asked < 1 s",
        new Evidence(
            "INFO replication",
            List.of(Observation.of("db-1:6379", "lag", "100", "ms")),
            "< 1 s",
            Duration.ofSeconds(20),
            3,
            at(seconds)));
  }

  private static Verdict unhealthy() {
    return Verdict.fail(
        "error-rate", "5 of 100 requests failed", Evidence.of("GET /health", at(702)));
  }
}
