package dev.sallyport.report;

import dev.sallyport.journal.Event.Voted;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.PlanDescription.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one thing of the plan, or to the rollback of one phase.
 *
 * @param entry what the plan's description says of it; its kind is one of those, or rollback
 * @param state where it stands
 * @param attempts the attempts, in order
 * @param gate how it went as a gate, a watch or a start; null for a step, or before it was reached
 * @param verification how its undo was verified; null if it was not
 * @param ballot what people said about it
 * @param sendings how often it was sent, if it is an announcement, in order
 * @param question what it asks a person now; null for nothing
 */
public record NodeStory(
    Entry entry,
    NodeState state,
    List<AttemptStory> attempts,
    @Nullable GateStory gate,
    @Nullable GateStory verification,
    BallotStory ballot,
    List<SendingStory> sendings,
    @Nullable Question question) {

  /** Copies the lists. */
  public NodeStory {
    attempts = List.copyOf(attempts);
    sendings = List.copyOf(sendings);
  }

  static NodeStory unreached(Entry entry) {
    return new NodeStory(
        entry, NodeState.NOT_REACHED, List.of(), null, null, BallotStory.EMPTY, List.of(), null);
  }

  /**
   * Returns what it is: step, gate, monitor, soak, approval, point, rollback, watch, announcement
   * or start.
   */
  public String kind() {
    return entry.kind();
  }

  /** Returns its id. */
  public String path() {
    return entry.path();
  }

  /** Returns its edges and types, as the plan's description has them. */
  public String structure() {
    return entry.structure();
  }

  /** Returns its timings, as the plan's description has them. */
  public String policy() {
    return entry.policy();
  }

  /** Returns the votes that count, in order. */
  public List<Voted> votes() {
    return ballot.votes();
  }

  /** Returns whether it stands in a phase, as watches, announcements and the start do not. */
  public boolean standsInPhase() {
    return Kinds.standsInPhase(kind());
  }

  /** Returns where it stands, as people read it. */
  public String words() {
    return NodeText.state(this);
  }

  /** Returns the name without the phase. */
  public String name() {
    return path().substring(path().indexOf('/') + 1);
  }

  /** Returns the last attempt; null if there was none. */
  public @Nullable AttemptStory lastAttempt() {
    return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
  }

  /** Returns how many attempts at that work were made. */
  public int count(Work work) {
    return (int) attempts.stream().filter(a -> a.work() == work).count();
  }

  /** Returns the gate that is judged now or was judged last; null if there is none. */
  public @Nullable GateStory judged() {
    return verification != null ? verification : gate;
  }

  /**
   * Returns how long its work took, from the first attempt to the end of the last, or from when the
   * gate was reached to when it opened; up to {@code now} if it is under way, zero if it was not
   * reached. Time spent undoing it does not count, except for a rollback.
   */
  public Duration took(Instant now) {
    boolean forward = attempts.stream().anyMatch(a -> a.work() != Work.UNDO);
    List<AttemptStory> own =
        attempts.stream().filter(a -> !forward || a.work() != Work.UNDO).toList();
    if (own.isEmpty()) {
      return gate == null ? Duration.ZERO : gate.took(now);
    }
    Instant ended = own.get(own.size() - 1).endedAt();
    return Duration.between(own.get(0).startedAt(), ended == null ? now : ended);
  }

  /**
   * Returns in a few words what there is to say at {@code now}: attempts, last verdict, time left.
   */
  public String summary(Instant now) {
    return NodeText.summary(this, now);
  }
}
