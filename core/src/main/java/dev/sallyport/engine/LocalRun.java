package dev.sallyport.engine;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run of the local driver as an embedding tool sees it. */
final class LocalRun implements Run {
  private final String id;
  private final Plan plan;
  private final Journals journals;
  private final RunLoop loop;

  LocalRun(String id, Plan plan, Journals journals, RunLoop loop) {
    this.id = id;
    this.plan = plan;
    this.journals = journals;
    this.loop = loop;
  }

  RunLoop loop() {
    return loop;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Plan plan() {
    return plan;
  }

  @Override
  public List<Event> events() {
    try {
      return journals.read(id);
    } catch (IOException e) {
      throw new EngineException("The journal of the run '" + id + "' could not be read.", e);
    }
  }

  @Override
  public CompletionStage<Event.RunEnded> end() {
    return loop.end().minimalCompletionStage();
  }

  @Override
  public Outcome await() throws InterruptedException {
    return outcome(loop.end());
  }

  @Override
  public Optional<Outcome> await(Duration limit) throws InterruptedException {
    CompletableFuture<Event.RunEnded> end = loop.end();
    try {
      end.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(outcome(end));
    }
    return Optional.of(outcome(end));
  }

  private static Outcome outcome(CompletableFuture<Event.RunEnded> end)
      throws InterruptedException {
    try {
      return end.get().outcome();
    } catch (ExecutionException e) {
      throw asEngineException(e);
    }
  }

  private static EngineException asEngineException(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new EngineException(String.valueOf(cause.getMessage()), cause);
  }

  @Override
  public List<Waiting> waiting() {
    return loop.waitingForPeople();
  }

  @Override
  public void approve(String path, String who, String role, String note) {
    loop.say(VoteRequests.vote(path, speaker(who, role, ""), true, note));
  }

  @Override
  public void reject(String path, String who, String role, String note) {
    loop.say(VoteRequests.vote(path, speaker(who, role, ""), false, note));
  }

  @Override
  public void answer(String path, Choice choice, String by, String note) {
    loop.say(Requests.answer(path, choice, by, note));
  }

  @Override
  public void pause(String by, String reason) {
    loop.say(Requests.pause(by, reason));
  }

  @Override
  public void proceed(String by) {
    loop.say(Requests.proceed(by));
  }

  private static VoteRequests.Speaker speaker(String who, String role, String via) {
    return new VoteRequests.Speaker(who, role, via);
  }

  @Override
  public void attest(String path, String item, String who, String role, String note) {
    loop.say(VoteRequests.attest(path, item, speaker(who, role, ""), note));
  }

  @Override
  public void waive(
      String path, String item, String who, String role, String reason, Instant until) {
    loop.say(VoteRequests.waive(path, item, speaker(who, role, ""), reason, until));
  }

  @Override
  public void trip(String watch, String by, String reason) {
    loop.say(Requests.trip(watch, by, reason));
  }

  @Override
  public void abort(String by, String reason) {
    loop.say(Requests.abort(by, reason));
  }

  @Override
  public void stop(String by, String reason) {
    loop.say(Requests.stop(by, reason));
  }

  @Override
  public String toString() {
    return "run " + id + " of " + plan;
  }
}
