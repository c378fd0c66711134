package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loop of one run: the local driver.
 *
 * <p>Whoever brings a message and finds nobody at work works through the queue: messages become
 * events, events change the state, the state is asked for decisions, all of it is recorded and
 * forced in one go, and only then is anything started that depends on it. A worker that ended an
 * attempt takes the next one on itself; so a chain of steps never changes threads.
 */
final class RunLoop {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final Host host;
  private final Journal journal;
  private final String runId;
  private final Consumer<Event> listener;
  private final Sampler sampler;
  private final Announcer announcer;
  private final CompletableFuture<Event.RunEnded> end = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private final ConcurrentLinkedQueue<Message> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Thread worker;

  // What follows is touched by whoever works through the queue, and by nobody else.
  private final RunCore core;
  private final Alarms alarms;
  private final List<CompletableFuture<Void>> said = new ArrayList<>();
  private final List<Attempt> starts = new ArrayList<>();
  private final List<Order.TakeSample> samples = new ArrayList<>();
  private final List<Order.Announce> announcements = new ArrayList<>();
  private List<Event> fresh = List.of();
  private boolean givingUp;
  private boolean atOnce;
  private boolean over;

  RunLoop(Host host, Journal journal, RunCore core, Plan plan, Consumer<Event> listener) {
    this.host = host;
    this.journal = journal;
    this.core = core;
    this.runId = core.state().runId;
    this.alarms = new Alarms(host, core.state().units.count, unit -> tell(new Message.Tick(unit)));
    this.listener = listener;
    this.sampler = new Sampler(host, plan.secretSource(), this::tell);
    this.announcer = new Announcer(host, plan.secretSource(), this::tell);
  }

  CompletableFuture<Event.RunEnded> end() {
    return end;
  }

  /** Has that done when the loop is over; it must not throw. */
  @SuppressWarnings("FutureReturnValueIgnored") // what is done throws nothing that could be lost
  void whenClosed(Runnable action) {
    closed.thenRun(action);
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  /** Returns what the run waits for people to say. */
  List<Waiting> waitingForPeople() {
    if (Thread.currentThread().equals(worker)) {
      return core.waiting();
    }
    CompletableFuture<List<Waiting>> seen = new CompletableFuture<>();
    tell(new Message.Look(seen));
    return seen.join();
  }

  /** Begins or resumes the run, and returns once that is recorded. */
  void begin() {
    CompletableFuture<Void> recorded = new CompletableFuture<>();
    tell(new Message.Begin(recorded));
    join(recorded);
  }

  /** Passes on what a person says, and returns once it is recorded. */
  void say(Message.Request request) {
    if (Thread.currentThread().equals(worker)) {
      throw new IllegalStateException(
          "A listener must not speak to its run, which waits for it. Do so from another thread.");
    }
    CompletableFuture<Void> recorded = new CompletableFuture<>();
    tell(new Message.Say(request, recorded));
    join(recorded);
  }

  private static void join(CompletableFuture<Void> recorded) {
    try {
      recorded.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof IllegalStateException) {
        throw new IllegalStateException(cause.getMessage(), cause);
      }
      throw new EngineException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** Ends the loop without ending the run: at once, or when what is under way has ended. */
  void giveUp(boolean now) {
    tell(new Message.GiveUp(now));
  }

  /**
   * Works on the caller's thread, so that people and timers are heard however busy the executor is;
   * the user's code is called on the executor's.
   */
  private void tell(Message message) {
    boolean interrupted = Thread.interrupted(); // the caller's interrupt is not meant for a journal
    Attempt next = post(message);
    if (next != null) {
      hand(next);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Attempt first) {
    Attempt next = first;
    while (next != null) {
      Attempt.Result result = next.run(host.clock());
      next = post(new Message.AttemptEnded(next, result));
    }
  }

  /** Adds a message, works through the queue if nobody does, and returns an attempt to run next. */
  private @Nullable Attempt post(Message message) {
    inbox.add(message);
    if (waiting.getAndIncrement() != 0) {
      return null;
    }
    Attempt kept = null;
    int count = 1;
    while (count != 0) {
      if (kept != null) {
        hand(kept);
        kept = null;
      }
      worker = Thread.currentThread();
      workThrough();
      if (!starts.isEmpty()) {
        kept = starts.remove(starts.size() - 1);
        starts.forEach(this::hand);
        starts.clear();
      }
      worker = null;
      count = waiting.addAndGet(-count);
    }
    return kept;
  }

  private void hand(Attempt attempt) {
    try {
      host.execute(() -> run(attempt));
    } catch (RejectedExecutionException e) {
      post(new Message.AttemptEnded(attempt, new Attempt.Result.Threw(e)));
    }
  }

  private void workThrough() {
    try {
      Message message = inbox.poll();
      while (message != null) {
        handle(message);
        message = inbox.poll();
      }
      if (!over) {
        if (!givingUp) {
          core.decide();
        }
        record();
      }
      publish();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void handle(Message message) {
    Instant now = host.clock().instant();
    if (over) {
      refuse(message);
    } else if (message instanceof Message.AttemptEnded ended) {
      alarms.forget(ended.attempt().unit);
      core.ended(now, ended.attempt(), ended.result());
    } else if (message instanceof Message.SampleEnded sample) {
      core.sampled(now, sample.asked(), sample.verdict(), sample.danger());
    } else if (message instanceof Message.Announced announced) {
      announced(now, announced);
    } else if (message instanceof Message.Tick tick) {
      tick(now, tick.unit());
    } else if (message instanceof Message.Say say) {
      said(now, say);
    } else if (message instanceof Message.Begin begin) {
      said.add(begin.recorded());
    } else if (message instanceof Message.Look look) {
      look.seen().complete(core.waiting());
    } else if (message instanceof Message.GiveUp giveUp) {
      givingUp = true;
      atOnce |= giveUp.now();
    }
  }

  private void announced(Instant now, Message.Announced announced) {
    if (announced.receipt() != null) {
      core.announced(now, announced.order(), announced.receipt());
    } else {
      core.notAnnounced(now, announced.order(), announced.why(), announced.unknown());
    }
  }

  /**
   * A timeout counts from when the code was called: waiting for a thread is not the step's fault.
   */
  private void tick(Instant now, int unit) {
    Attempt attempt = core.live(unit);
    Duration timeout = core.timeout(unit);
    if (attempt != null && timeout != null) {
      Instant began = attempt.beganAt();
      Instant due = began == null ? now.plus(LOOK_AGAIN) : began.plus(timeout);
      if (now.isBefore(due)) {
        alarms.set(unit, due);
        return;
      }
    }
    core.wake(now, unit);
  }

  private void refuse(Message message) {
    IllegalStateException gone =
        new IllegalStateException("The run is no longer with this engine.");
    if (message instanceof Message.Say say) {
      say.recorded().completeExceptionally(gone);
    } else if (message instanceof Message.Begin begin) {
      begin.recorded().completeExceptionally(gone);
    } else if (message instanceof Message.Look look) {
      look.seen().complete(core.waiting());
    }
  }

  private void said(Instant now, Message.Say say) {
    try {
      core.say(now, say.request());
      said.add(say.recorded());
    } catch (IllegalStateException e) {
      say.recorded().completeExceptionally(e);
    }
  }

  private void record() throws IOException {
    fresh = core.takeEvents();
    fresh.forEach(journal::append);
    if (core.takeForce()) {
      journal.force();
    } else if (!fresh.isEmpty()) {
      journal.flush();
    }
    if (core.outcome() != null || givingUp && (atOnce || core.underWay() == 0)) {
      leave();
    } else {
      core.takeOrders().forEach(this::carryOut);
    }
  }

  private void carryOut(Order order) {
    if (order instanceof Order.Call call) {
      starts.add(call.attempt());
    } else if (order instanceof Order.Wake wake) {
      alarms.set(wake.unit(), wake.at());
    } else if (order instanceof Order.Interrupt interrupt) {
      interrupt.attempt().interrupt();
    } else if (order instanceof Order.TakeSample sample) {
      samples.add(sample);
    } else if (order instanceof Order.Announce announce) {
      announcements.add(announce);
    }
  }

  private void publish() {
    said.forEach(recorded -> recorded.complete(null));
    said.clear();
    fresh.forEach(this::notifyListener);
    Event last = fresh.isEmpty() ? null : fresh.get(fresh.size() - 1);
    fresh = List.of();
    samples.forEach(sampler::take);
    samples.clear();
    announcements.forEach(announcer::send);
    announcements.clear();
    if (last instanceof Event.RunEnded ended) {
      end.complete(ended);
      closed.complete(null);
    } else if (over) {
      end.completeExceptionally(
          new EngineException(
              "The run '"
                  + runId
                  + "' was given up before its end, because its engine was closed. Resume it to go"
                  + " on."));
      closed.complete(null);
    }
  }

  private void notifyListener(Event event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      log().warn("A listener of the run {} failed; the run goes on.", runId, e);
    }
  }

  /** Gives the journal back and forgets what is still to come. */
  private void leave() throws IOException {
    over = true;
    alarms.forgetAll();
    sampler.cancel();
    announcer.cancel();
    journal.close();
  }

  /** A journal that could not be written ends the loop: nothing may happen that is not recorded. */
  private void fail(Exception cause) {
    over = true;
    starts.clear();
    samples.clear();
    announcements.clear();
    fresh = List.of();
    alarms.forgetAll();
    sampler.cancel();
    announcer.cancel();
    EngineException failure = new EngineException(gaveUp(cause), cause);
    said.forEach(recorded -> recorded.completeExceptionally(failure));
    said.clear();
    try {
      journal.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    log().error("The run {} was given up.", runId, failure);
    end.completeExceptionally(failure);
    closed.complete(null);
  }

  private String gaveUp(Exception cause) {
    return cause instanceof IOException
        ? "The run '"
            + runId
            + "' was given up, because what happened could not be recorded ("
            + cause.getMessage()
            + "). Nothing new was started. Mend the cause and resume it."
        : "The run '"
            + runId
            + "' was given up, because of a fault in the engine itself ("
            + cause
            + "). Nothing new was started; what is recorded is whole. Report it, and resume the run.";
  }

  private static Logger log() {
    return LoggerFactory.getLogger(RunLoop.class);
  }
}
