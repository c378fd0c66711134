package dev.sallyport.engine;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the event loop of a run is told. */
sealed interface Message {

  /** The run was started or resumed. */
  record Begin(CompletableFuture<Void> recorded) implements Message {}

  /** An attempt has ended. */
  record AttemptEnded(Attempt attempt, Attempt.Result result) implements Message {}

  /** A sample was taken. */
  record SampleEnded(Order.TakeSample asked, Verdict verdict, @Nullable Verdict danger)
      implements Message {}

  /**
   * An announcement was sent or given up.
   *
   * @param receipt what the channel calls it; null if it was given up
   * @param unknown whether it may have arrived although it was given up
   */
  record Announced(Order.Announce order, @Nullable String receipt, String why, boolean unknown)
      implements Message {}

  /** It is time to look at a unit. */
  record Tick(int unit) implements Message {}

  /** A person says something. */
  record Say(Request request, CompletableFuture<Void> recorded) implements Message {}

  /** Somebody wants to know what the run waits for people to say. */
  record Look(CompletableFuture<List<Waiting>> seen) implements Message {}

  /** The engine is being closed. */
  record GiveUp(boolean now) implements Message {}

  /** What a person says, checked against the state it meets. */
  @FunctionalInterface
  interface Request {
    /**
     * Returns the event it becomes.
     *
     * @throws IllegalStateException if it makes no sense in this state; says why
     */
    Event toEvent(RunState state);
  }
}
