package dev.sallyport.engine;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the event loop of a run is told. */
sealed interface Message {

  /** The run was started or resumed: this is its first event. */
  record Begin(Event event, CompletableFuture<Void> recorded) implements Message {}

  /** An attempt has ended. */
  record AttemptEnded(int unit, Work work, int attempt, Result result) implements Message {}

  /** A sample was taken. */
  record SampleEnded(int unit, Work work, Verdict verdict, @Nullable Verdict danger)
      implements Message {}

  /** It is time to look at a unit. */
  record Tick(int unit) implements Message {}

  /** A person says something. */
  record Say(Request request, CompletableFuture<Void> recorded) implements Message {}

  /** The engine is being closed. */
  record GiveUp(boolean now) implements Message {}

  /** How an attempt ended. */
  sealed interface Result {
    /** It returned this; a probe found this. */
    record Made(Output output) implements Result {}

    /** A probe found no effect. */
    record Absent() implements Result {}

    /** A probe cannot tell. */
    record CannotTell(String why) implements Result {}

    /** It threw this. */
    record Threw(Throwable thrown) implements Result {}

    /** It was told to stop before it began. */
    record NeverBegan() implements Result {}
  }

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
