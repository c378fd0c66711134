package dev.sallyport.engine;

import dev.sallyport.journal.Output;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of one unit. Immutable once handed out: {@link #with} changes a copy. */
final class UnitState {
  static final UnitState WAITING = new UnitState();
  static final UnitState READY = WAITING.status(Status.READY);

  Status status = Status.WAITING;

  /** Attempts begun and failed, by {@link Work}. */
  int runs;

  int runFailures;
  int probes;
  int probeFailures;
  int undos;
  int undoFailures;

  /** When the attempt that runs was begun. */
  @Nullable Instant startedAt;

  /** When the next attempt is due. */
  @Nullable Instant dueAt;

  /** Until when a cancelled attempt is waited for; null if none was cancelled. */
  @Nullable Instant cancelUntil;

  /** Whether the attempt was cancelled because its time ran out. */
  boolean timedOut;

  /** When it was done. */
  @Nullable Instant endedAt;

  @Nullable Output output;

  /** Whether it may have had an effect nobody has looked for. */
  boolean unknown;

  /** Whether a probe looked for the effect of its last attempt and found none. */
  boolean absent;

  /** Whether it became unknown because the engine died, which is not the step's failure. */
  boolean crashed;

  /** After how long to try again if the unknown attempt turns out to have had no effect. */
  @Nullable Duration retryAfter;

  /** Why a probe is of no more use; null while it is. */
  @Nullable String probeGaveUp;

  /** Whether it is a probe that was told to stop and has not. */
  boolean probeStuck;

  @Nullable Trigger trigger;
  @Nullable String reason;
  @Nullable Question question;
  @Nullable GateProgress progress;
  Ballot ballot = Ballot.EMPTY;

  /** Whether it is an approval that had opened and is to be given again, for a changed plan. */
  boolean lapsed;

  /** What of an announcement is to be sent. */
  Outbox outbox = Outbox.EMPTY;

  /** Since when a watch only waits for its last sample; null while its span is open. */
  @Nullable Instant closingSince;

  /** Whether a watch has judged since then. */
  boolean judgedAtClose;

  /**
   * Whether nothing new may start because of a watch: it has not judged since an engine took over,
   * or is about to trip.
   */
  boolean blocks;

  /** Whether a watch is to take a sample whatever its interval says. */
  boolean sampleNow;

  private UnitState() {}

  UnitState with(Consumer<UnitState> change) {
    UnitState copy = new UnitState();
    copy.status = status;
    copy.runs = runs;
    copy.runFailures = runFailures;
    copy.probes = probes;
    copy.probeFailures = probeFailures;
    copy.undos = undos;
    copy.undoFailures = undoFailures;
    copy.startedAt = startedAt;
    copy.dueAt = dueAt;
    copy.cancelUntil = cancelUntil;
    copy.timedOut = timedOut;
    copy.endedAt = endedAt;
    copy.output = output;
    copy.unknown = unknown;
    copy.absent = absent;
    copy.crashed = crashed;
    copy.retryAfter = retryAfter;
    copy.probeGaveUp = probeGaveUp;
    copy.probeStuck = probeStuck;
    copy.trigger = trigger;
    copy.reason = reason;
    copy.question = question;
    copy.progress = progress;
    copy.ballot = ballot;
    copy.lapsed = lapsed;
    copy.outbox = outbox;
    copy.closingSince = closingSince;
    copy.judgedAtClose = judgedAtClose;
    copy.blocks = blocks;
    copy.sampleNow = sampleNow;
    change.accept(copy);
    return copy;
  }

  UnitState status(Status newStatus) {
    return with(s -> s.status = newStatus);
  }

  /** Returns the number of attempts begun of that kind. */
  int attempts(Work work) {
    return switch (work) {
      case RUN -> runs;
      case PROBE -> probes;
      case UNDO -> undos;
    };
  }

  /** Returns which work a live unit does. */
  Work liveWork() {
    return switch (status) {
      case PROBING, UNDO_PROBING -> Work.PROBE;
      case UNDOING, UNDO_STUCK -> Work.UNDO;
      default -> Work.RUN;
    };
  }

  /** Returns why it failed, in words. */
  String reasonOr(String fallback) {
    return reason == null ? fallback : reason;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnitState that && Objects.equals(facts(), that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return facts().toString();
  }

  private List<@Nullable Object> facts() {
    return java.util.Arrays.asList(
        status,
        runs,
        runFailures,
        probes,
        probeFailures,
        undos,
        undoFailures,
        startedAt,
        dueAt,
        cancelUntil,
        timedOut,
        endedAt,
        output,
        unknown,
        absent,
        crashed,
        retryAfter,
        probeGaveUp,
        probeStuck,
        trigger,
        reason,
        question,
        progress,
        ballot,
        lapsed,
        outbox,
        closingSince,
        judgedAtClose,
        blocks,
        sampleNow);
  }
}
