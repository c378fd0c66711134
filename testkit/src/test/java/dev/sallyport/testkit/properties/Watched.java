package dev.sallyport.testkit.properties;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.OnFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the journal says of one watch, told anew from the contracts and not from the engine. */
final class Watched {
  final Graph.WatchNode node;
  final GatePolicy policy;

  /** When it is to begin; null before that, and once it has. */
  @Nullable Instant beginsAt;

  boolean everDue;
  boolean open;
  boolean ended;
  @Nullable Tally tally;
  @Nullable Instant lastAt;

  /** Until when it must have taken its next sample. */
  Instant sampleBy = Instant.MAX;

  /** When its span had ended; null while it has not. */
  @Nullable Instant spanEnded;

  /** Whether a sample that was begun after that could be judged. */
  boolean judgedAtEnd;

  /** Whether it has still to judge since an engine took over. */
  boolean mustJudge;

  /** Why it has tripped and has not been answered for; null if it has not. */
  @Nullable Trigger tripped;

  @Nullable Instant trippedAt;
  boolean acted;
  Event.@Nullable Answered turns;

  Watched(Graph.WatchNode node) {
    this.node = node;
    this.policy = node.watch().gate().policy();
  }

  void due(Instant at) {
    beginsAt = at;
    everDue = true;
  }

  void begins(Instant at) {
    beginsAt = null;
    open = true;
    tally = new Tally(policy, at);
    lastAt = at;
    sampleBy = at.plus(policy.sampleTimeout());
  }

  void spanEnds(Instant at) {
    spanEnded = at;
    judgedAtEnd = false;
    if (open) {
      sampleBy = at.plus(policy.sampleTimeout().multipliedBy(2)); // one may be under way
    }
  }

  void sampled(Event.Sampled event) {
    tally().add(event.at(), event.verdict());
    lastAt = event.at();
    sampleBy = event.at().plus(policy.every()).plus(policy.sampleTimeout());
    if (!(event.verdict() instanceof Verdict.Inconclusive)) {
      mustJudge = false;
      Instant asked = event.verdict().evidence().at();
      judgedAtEnd |= spanEnded != null && !asked.isBefore(spanEnded);
    }
  }

  void trips(Trigger trigger, Instant at) {
    open = false;
    mustJudge = false;
    tripped = trigger;
    trippedAt = at;
    acted = false;
    turns = null;
  }

  void ends() {
    open = false;
    ended = true;
    tripped = null;
  }

  void watchesOn(Instant at) {
    tripped = null;
    judgedAtEnd = false;
    due(at);
  }

  /** Everything that was due is due anew when another engine takes over. */
  void takenOver(Duration downtime, Instant at) {
    if (tally != null) {
      tally.down(downtime);
    }
    beginsAt = beginsAt == null ? null : at;
    trippedAt = trippedAt == null ? null : at;
    mustJudge = open || beginsAt != null;
    if (open) {
      judgedAtEnd = false;
      lastAt = at;
      sampleBy = at.plus(policy.sampleTimeout());
    }
  }

  Tally tally() {
    return java.util.Objects.requireNonNull(tally, "tally");
  }

  /** Returns what the plan says must follow now that it has tripped. */
  OnFailure action() {
    return tripped == Trigger.WATCH_BLIND ? policy.onBlind() : policy.onFailure();
  }
}
