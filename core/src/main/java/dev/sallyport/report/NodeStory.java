package dev.sallyport.report;

import dev.sallyport.journal.Event.Voted;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one node of the plan, or to the rollback of one phase.
 *
 * @param kind what it is: step, gate, approval, point, rollback
 * @param path its id
 * @param structure its edges and types, as the plan's description has them
 * @param policy its timings, as the plan's description has them
 * @param state where it stands
 * @param attempts the attempts, in order
 * @param gate how it went as a gate; null for a step, or before it was reached
 * @param verification how its undo was verified; null if it was not
 * @param votes the votes, in order
 * @param question what it asks a person now; null for nothing
 */
public record NodeStory(
    String kind,
    String path,
    String structure,
    String policy,
    NodeState state,
    List<AttemptStory> attempts,
    @Nullable GateStory gate,
    @Nullable GateStory verification,
    List<Voted> votes,
    @Nullable Question question) {

  /** Copies the lists. */
  public NodeStory {
    attempts = List.copyOf(attempts);
    votes = List.copyOf(votes);
  }

  static NodeStory unreached(String kind, String path, String structure, String policy) {
    return new NodeStory(
        kind,
        path,
        structure,
        policy,
        NodeState.NOT_REACHED,
        List.of(),
        null,
        null,
        List.of(),
        null);
  }

  /** Returns the name without the phase. */
  public String name() {
    return path.substring(path.indexOf('/') + 1);
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
