package dev.sallyport.journal;

import dev.sallyport.check.Verdict;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run, as the journal records it. Immutable.
 *
 * <p>Records stay readable for ever: components are added, never renamed or given another meaning.
 */
public sealed interface Event {

  /** Returns when it happened; never before the event recorded before it. */
  Instant at();

  /** An event that belongs to one node, or to the rollback of one phase. */
  sealed interface OfNode extends Event {
    /** Returns the node's path. */
    String path();
  }

  /**
   * A run began.
   *
   * @param plan the plan as data
   * @param inputs the bound inputs as JSON, by name
   * @param by who started it
   */
  record RunStarted(
      Instant at, String runId, PlanDescription plan, Map<String, String> inputs, String by)
      implements Event {
    /** Copies the map. */
    public RunStarted {
      inputs = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(inputs));
    }
  }

  /**
   * An engine took the run over; whatever was under way then has an unknown outcome.
   *
   * @param epoch counts the owners of the run, from 2 for the first resume
   * @param by who resumed it
   * @param plan the plan it goes on with; null if it is the recorded one
   * @param cut how many bytes of a torn last record were cut off
   */
  record RunResumed(Instant at, int epoch, String by, @Nullable PlanDescription plan, long cut)
      implements Event {}

  /** An attempt is about to begin; written and forced before any of the user's code is called. */
  record AttemptStarted(Instant at, String path, Work work, int attempt) implements OfNode {}

  /**
   * An attempt ended well. A probe ends well when it found the step done; then this is its output.
   */
  record AttemptSucceeded(Instant at, String path, Work work, int attempt, Output output)
      implements OfNode {}

  /**
   * An attempt failed and left no effect. A probe "fails" in this way when it could not look.
   *
   * @param retryAfter how long after this the next attempt begins; null for no other attempt
   */
  record AttemptFailed(
      Instant at,
      String path,
      Work work,
      int attempt,
      Failure failure,
      @Nullable Duration retryAfter)
      implements OfNode {}

  /**
   * An attempt has ended, and nobody knows whether it took effect.
   *
   * @param why what happened to it
   * @param retryAfter how long after this the next attempt begins if it turns out to have had none
   */
  record AttemptUnknown(
      Instant at, String path, Work work, int attempt, String why, @Nullable Duration retryAfter)
      implements OfNode {}

  /** A probe found that the step took no effect. */
  record FoundNotDone(Instant at, String path, int attempt) implements OfNode {}

  /**
   * An attempt was told to stop.
   *
   * @param why why: its time ran out, or the run turned back
   * @param timedOut whether its time ran out
   * @param until how long it is waited for
   */
  record CancelRequested(
      Instant at, String path, Work work, int attempt, String why, boolean timedOut, Instant until)
      implements OfNode {}

  /** An attempt that was told to stop had not stopped by the end of its grace. */
  record AttemptAbandoned(Instant at, String path, Work work, int attempt) implements OfNode {}

  /** An abandoned attempt ended after all; its result is recorded and does not count. */
  record LateResult(Instant at, String path, Work work, int attempt, String result)
      implements OfNode {}

  /**
   * A gate or an approval was reached, or an undo is about to be verified.
   *
   * @param exposure when what it judges was exposed; the warm-up counts from there
   */
  record GateReached(Instant at, String path, Work work, Instant exposure) implements OfNode {}

  /**
   * A gate's check was asked.
   *
   * @param danger the verdict on what the gate aborts on; null where it aborts on nothing
   */
  record Sampled(Instant at, String path, Work work, Verdict verdict, @Nullable Verdict danger)
      implements OfNode {}

  /** A gate, an approval or a verification opened, for good. */
  record GateOpened(Instant at, String path, Work work, String reason) implements OfNode {}

  /** A gate, an approval or a verification failed. */
  record GateFailed(Instant at, String path, Work work, Trigger trigger, String reason)
      implements OfNode {}

  /** A person tripped a watch by hand. */
  record Tripped(Instant at, String path, String by, String reason) implements OfNode {}

  /**
   * A person voted.
   *
   * @param via how the person was known: empty where the caller vouches for it
   */
  record Voted(
      Instant at, String path, String who, String role, boolean approved, String note, String via)
      implements OfNode {
    /** A vote for which the caller vouches. */
    public Voted(Instant at, String path, String who, String role, boolean approved, String note) {
      this(at, path, who, role, approved, note, "");
    }
  }

  /**
   * A person attested an item of an approval.
   *
   * @param item the item's text
   * @param via how the person was known: empty where the caller vouches for it
   */
  record Attested(
      Instant at, String path, String item, String who, String role, String note, String via)
      implements OfNode {}

  /**
   * A person waived a gate, an approval or an item of it.
   *
   * @param item the item's text; empty for all of it
   * @param until from when on it no longer counts
   * @param via how the person was known: empty where the caller vouches for it
   */
  record Waived(
      Instant at,
      String path,
      String item,
      String who,
      String role,
      String reason,
      Instant until,
      String via)
      implements OfNode {}

  /** The run went past a point of no return. */
  record PointPassed(Instant at, String path, String why) implements OfNode {}

  /** The run asks a person. */
  record Asked(Instant at, String path, Question question) implements OfNode {}

  /** A person answered. */
  record Answered(Instant at, String path, Choice choice, String by, String note)
      implements OfNode {}

  /** A failure was passed over, because the plan says that it only warns. */
  record Warned(Instant at, String path, String reason) implements OfNode {}

  /**
   * An announcement is about to be sent; written and forced before its channel is called, and never
   * sent again.
   *
   * @param number counts the sendings of that announcement, from 1
   * @param moment what it is about, in words
   * @param phase the phase it is about; empty if it is about none
   */
  record AnnouncementStarted(
      Instant at, String path, int number, String moment, String phase, String subject, String text)
      implements OfNode {}

  /**
   * An announcement was sent.
   *
   * @param receipt what the channel calls it
   */
  record AnnouncementSent(Instant at, String path, int number, String receipt) implements OfNode {}

  /**
   * An announcement was given up.
   *
   * @param why why
   * @param unknown whether it may have arrived all the same
   */
  record AnnouncementFailed(Instant at, String path, int number, String why, boolean unknown)
      implements OfNode {}

  /**
   * Everything is over but the last announcements, which are being sent; nothing changes the
   * outcome any more.
   */
  record Closing(Instant at, Outcome outcome, String reason, List<Leftover> leftovers)
      implements Event {
    /** Copies the list. */
    public Closing {
      leftovers = List.copyOf(leftovers);
    }
  }

  /** No new work starts until the run goes on. */
  record Paused(Instant at, String by, String reason) implements Event {}

  /** The run goes on after a pause. */
  record Unpaused(Instant at, String by) implements Event {}

  /**
   * The run turns back; from here on nothing goes forward.
   *
   * @param path what made it turn back; empty if a person did
   * @param by who, or {@code the plan}
   */
  record RollbackStarted(Instant at, Trigger trigger, String path, String reason, String by)
      implements Event {
    /** Returns whether a person said so; that ends a pause, which a failure does not. */
    public boolean byPerson() {
      return !by.equals("the plan");
    }
  }

  /**
   * The run ends here as soon as what is under way has ended.
   *
   * @param path what made it stop; empty if a person did
   * @param by who, or {@code the plan}
   */
  record StopRequested(Instant at, Trigger trigger, String path, String reason, String by)
      implements Event {}

  /** The run is over. There is exactly one of these, and it is the last record. */
  record RunEnded(Instant at, Outcome outcome, String reason, List<Leftover> leftovers)
      implements Event {
    /** Copies the list. */
    public RunEnded {
      leftovers = List.copyOf(leftovers);
    }
  }
}
