package dev.sallyport.engine;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One execution of a plan with bound inputs, while this engine owns it. Thread-safe.
 *
 * <p>The verbs return once what they say is recorded. Refused, they throw {@link
 * IllegalStateException} with the reason and nothing is recorded.
 */
public interface Run {

  /** Returns the run's id. */
  String id();

  /** Returns the plan it runs. */
  Plan plan();

  /** Returns everything recorded so far. */
  List<Event> events();

  /**
   * Returns the end of the run, once there is one. It fails with an {@link EngineException} if the
   * run was given up before its end: its journal could not be written, or the engine was closed.
   */
  CompletionStage<Event.RunEnded> end();

  /**
   * Waits for the end, however long it takes.
   *
   * @throws EngineException if the run was given up before its end
   * @throws InterruptedException if this thread was interrupted; the run goes on
   */
  Outcome await() throws InterruptedException;

  /**
   * Waits for the end for so long.
   *
   * @return the outcome; empty if the run has not ended by then
   * @throws EngineException if the run was given up before its end
   * @throws InterruptedException if this thread was interrupted; the run goes on
   */
  Optional<Outcome> await(Duration limit) throws InterruptedException;

  /** Returns for what the run waits: people, or its time to start; in the order of the plan. */
  List<Waiting> waiting();

  /** Votes for an approval. */
  void approve(String path, String who, String role, String note);

  /**
   * Attests an item of an approval.
   *
   * @param item the item's text, or the id of the checklist's item that it covers
   */
  void attest(String path, String item, String who, String role, String note);

  /**
   * Waives a gate, an approval or an item of one, now or before it is reached.
   *
   * @param item the item's text, or the id of the checklist's item that it covers; empty for all
   * @param reason why it may be left out; not blank
   * @param until from when on the waiver no longer counts
   */
  void waive(String path, String item, String who, String role, String reason, Instant until);

  /** Votes against an approval, which ends it. */
  void reject(String path, String who, String role, String note);

  /**
   * Trips an open watch, as if what it watches had been found unhealthy; what follows is what the
   * plan says of the watch.
   */
  void trip(String watch, String by, String reason);

  /** Answers a question of the run with one of the choices it offers. */
  void answer(String path, Choice choice, String by, String note);

  /**
   * Starts no new step or undo until {@link #proceed}; what is under way goes on, gates keep
   * judging.
   */
  void pause(String by, String reason);

  /** Goes on after a pause. */
  void proceed(String by);

  /**
   * Stops what is under way and walks back what the run did, also from behind a point of no return
   * and out of a pause.
   */
  void abort(String by, String reason);

  /** Lets what is under way end, ends the run there and leaves everything as it is. */
  void stop(String by, String reason);
}
