package dev.sallyport.engine;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Makes events of how attempts ended: what counts as failed, as unknown, as late. */
final class Results {
  private final Units units;
  private final Redactor redactor;
  private final DoubleSupplier draws;

  Results(Units units, Redactor redactor, DoubleSupplier draws) {
    this.units = units;
    this.redactor = redactor;
    this.draws = draws;
  }

  /** Returns the event, or null if the attempt is not one the state knows of. */
  @Nullable Event event(RunState state, Instant at, Attempt ended, Attempt.Result result) {
    UnitState unit = state.at(ended.unit);
    String path = ended.path();
    Work work = ended.work();
    int number = ended.number();
    if (unit.attempts(work) != number) {
      return null;
    }
    if (unit.status == Status.STUCK || unit.status == Status.UNDO_STUCK) {
      return new Event.LateResult(at, path, work, number, describe(result));
    }
    if (!unit.status.isLive() || unit.liveWork() != work) {
      return null;
    }
    if (result instanceof Attempt.Result.Made made) {
      return new Event.AttemptSucceeded(
          at, path, work, number, work == Work.UNDO ? Output.NONE : made.output());
    }
    if (result instanceof Attempt.Result.Absent) {
      return new Event.FoundNotDone(at, path, number);
    }
    if (result instanceof Attempt.Result.CannotTell cannot) {
      return new Event.AttemptUnknown(at, path, work, number, redactor.clean(cannot.why()), null);
    }
    if (result instanceof Attempt.Result.Threw threw) {
      return threw(unit, at, ended, threw.thrown());
    }
    Failure never =
        new Failure(
            "java.util.concurrent.CancellationException",
            "it was told to stop before it began",
            java.util.List.of());
    return new Event.AttemptFailed(at, path, work, number, never, null);
  }

  private Event threw(UnitState unit, Instant at, Attempt ended, Throwable thrown) {
    String path = ended.path();
    Failure failure = redactor.clean(Failure.of(thrown));
    boolean cancelled = unit.cancelUntil != null;
    boolean unknown = thrown instanceof OutcomeUnknownException || cancelled;
    Throwable judged = unit.timedOut ? new TimeoutException("timed out") : thrown;
    Duration again = cancelled && !unit.timedOut ? null : retryAfter(ended, unit, judged);
    if (unknown && ended.work() != Work.PROBE) {
      String why = cancelled ? interrupted(ended.unit, unit, failure) : failure.message();
      return new Event.AttemptUnknown(at, path, ended.work(), ended.number(), why, again);
    }
    return new Event.AttemptFailed(at, path, ended.work(), ended.number(), failure, again);
  }

  private String interrupted(int index, UnitState unit, Failure failure) {
    if (!unit.timedOut) {
      return "it was interrupted, because the run turns back (" + failure + ")";
    }
    Duration limit = units.timeout(index, unit.status);
    String shown = limit == null ? "" : " of " + Quantities.show(limit);
    return "its time" + shown + " ran out and it was interrupted (" + failure + ")";
  }

  private @Nullable Duration retryAfter(Attempt ended, UnitState unit, Throwable thrown) {
    Retry retry = units.retry(ended.unit, unit.status);
    int failures =
        1
            + switch (ended.work()) {
              case RUN -> unit.runFailures;
              case PROBE -> unit.probeFailures;
              case UNDO -> unit.undoFailures;
            };
    if (failures >= retry.attempts() || !retry.retries(thrown)) {
      return null;
    }
    return retry.delayAfter(failures, draws.getAsDouble());
  }

  private String describe(Attempt.Result result) {
    if (result instanceof Attempt.Result.Threw threw) {
      return redactor.clean(Failure.of(threw.thrown()).toString());
    }
    return result instanceof Attempt.Result.Made ? "it ended well" : "it ended";
  }
}
