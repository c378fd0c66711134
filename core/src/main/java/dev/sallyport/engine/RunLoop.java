package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.plan.Gate;
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
  private final Consumer<Event> listener;
  private final Calls calls;
  private final Results results;
  private final Sampler sampler;
  private final CompletableFuture<Event.RunEnded> end = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private final ConcurrentLinkedQueue<Message> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile RunState snapshot;
  private volatile @Nullable Thread worker;

  // What follows is touched by whoever works through the queue, and by nobody else.
  private final RunState working;
  private final @Nullable Attempt[] live;
  private final Alarms alarms;
  private final List<Event> fresh = new ArrayList<>();
  private final List<CompletableFuture<Void>> said = new ArrayList<>();
  private final List<Attempt> starts = new ArrayList<>();
  private final List<Decision.TakeSample> samples = new ArrayList<>();
  private boolean mustForce;
  private boolean givingUp;
  private boolean atOnce;
  private boolean over;

  RunLoop(
      Host host,
      Journal journal,
      RunState state,
      Bindings bindings,
      Redactor redactor,
      Consumer<Event> listener) {
    this.host = host;
    this.journal = journal;
    this.working = state.copy();
    this.snapshot = state;
    this.live = new Attempt[state.units.count];
    this.alarms = new Alarms(host, state.units.count, unit -> tell(new Message.Tick(unit)));
    this.listener = listener;
    this.calls = new Calls(state.runId, state.units, bindings, redactor, host.clock());
    this.results = new Results(state.units, redactor, host::draw);
    this.sampler = new Sampler(host, bindings, redactor, this::tell);
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

  /** Returns the state after the last round, for whoever wants to look at it. */
  RunState state() {
    return snapshot;
  }

  /** Begins or resumes the run, and returns once that is recorded. */
  void begin(Event first) {
    CompletableFuture<Void> recorded = new CompletableFuture<>();
    inAWorker(new Message.Begin(first, recorded));
    join(recorded);
  }

  /** Passes on what a person says, and returns once it is recorded. */
  void say(Message.Request request) {
    if (Thread.currentThread().equals(worker)) {
      throw new IllegalStateException(
          "A listener must not speak to its run, which waits for it. Do so from another thread.");
    }
    CompletableFuture<Void> recorded = new CompletableFuture<>();
    inAWorker(new Message.Say(request, recorded));
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
    inAWorker(new Message.GiveUp(now));
  }

  /**
   * A caller's thread may be interrupted, which would close the journal's channel under its hands.
   */
  private void inAWorker(Message message) {
    try {
      host.execute(() -> tell(message));
    } catch (RejectedExecutionException e) { // the engine was closed at this moment
      refuse(message);
    }
  }

  private void tell(Message message) {
    Attempt next = post(message);
    if (next != null) {
      run(next);
    }
  }

  private void run(Attempt first) {
    Attempt next = first;
    while (next != null) {
      Message.Result result = next.run(host.clock());
      next = post(new Message.AttemptEnded(next.unit, next.work, next.number, result));
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
    host.execute(() -> run(attempt));
  }

  private void workThrough() {
    try {
      Message message = inbox.poll();
      while (message != null) {
        handle(message);
        message = inbox.poll();
      }
      if (!over) {
        decide();
        record();
      }
      snapshot = working.copy();
      publish();
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private Instant now() {
    Instant now = host.clock().instant();
    return now.isAfter(working.now) ? now : working.now;
  }

  private void handle(Message message) {
    if (over) {
      refuse(message);
    } else if (message instanceof Message.AttemptEnded ended) {
      live[ended.unit()] = null;
      alarms.forget(ended.unit());
      Event event = results.event(working, now(), ended);
      if (event != null) {
        apply(event);
      }
    } else if (message instanceof Message.SampleEnded sample) {
      sampled(sample);
    } else if (message instanceof Message.Tick tick) {
      tick(tick.unit());
    } else if (message instanceof Message.Say say) {
      said(say);
    } else if (message instanceof Message.Begin begin) {
      said.add(begin.recorded());
      apply(begin.event());
    } else if (message instanceof Message.GiveUp giveUp) {
      givingUp = true;
      if (giveUp.now()) {
        atOnce = true;
      }
    }
  }

  /**
   * A timeout counts from when the code was called: waiting for a thread is not the step's fault.
   */
  private void tick(int unit) {
    Instant now = now();
    Attempt attempt = live[unit];
    UnitState was = working.at(unit);
    Duration timeout = working.units.timeout(unit, was.status);
    if (attempt != null && was.cancelUntil == null && timeout != null) {
      Instant began = attempt.beganAt();
      Instant due = began == null ? now.plus(LOOK_AGAIN) : began.plus(timeout);
      if (now.isBefore(due)) {
        alarms.set(unit, due);
        return;
      }
    }
    working.tick(now, unit);
  }

  private static void refuse(Message message) {
    IllegalStateException gone =
        new IllegalStateException("The run is no longer with this engine.");
    if (message instanceof Message.Say say) {
      say.recorded().completeExceptionally(gone);
    } else if (message instanceof Message.Begin begin) {
      begin.recorded().completeExceptionally(gone);
    }
  }

  private void said(Message.Say say) {
    try {
      working.now = now();
      Event event = say.request().toEvent(working);
      apply(event);
      said.add(say.recorded());
    } catch (IllegalStateException e) {
      say.recorded().completeExceptionally(e);
    }
  }

  private void sampled(Message.SampleEnded sample) {
    UnitState unit = working.at(sample.unit());
    boolean wanted =
        unit.progress != null
            && (unit.status == Status.HOLDING && working.mode == RunState.Mode.FORWARD
                || unit.status == Status.VERIFYING);
    if (wanted) {
      String path = working.units.path(sample.unit());
      apply(new Event.Sampled(now(), path, sample.work(), sample.verdict(), sample.danger()));
    }
  }

  private void apply(Event event) {
    journal.append(event);
    Evolve.apply(working, event);
    fresh.add(event);
    mustForce |= !(event instanceof Event.Sampled);
    if (event instanceof Event.AttemptStarted started) {
      Attempt attempt = calls.attempt(working, started);
      live[attempt.unit] = attempt;
      starts.add(attempt);
    }
  }

  private void decide() {
    if (givingUp) {
      return;
    }
    List<Decision> decisions = Decide.decide(working);
    while (!decisions.isEmpty()) {
      working.agenda = null;
      decisions.forEach(this::follow);
      decisions = Decide.decide(working);
    }
    working.agenda = null;
  }

  private void follow(Decision decision) {
    if (decision instanceof Decision.Append append) {
      apply(append.event());
    } else if (decision instanceof Decision.Wake wake) {
      alarms.set(wake.unit(), wake.at());
    } else if (decision instanceof Decision.TakeSample sample) {
      samples.add(sample);
    } else if (decision instanceof Decision.Interrupt interrupt) {
      Attempt attempt = live[interrupt.unit()];
      if (attempt != null) {
        attempt.cancel();
      }
    }
  }

  private void record() throws IOException {
    boolean ended = working.mode == RunState.Mode.ENDED;
    if (mustForce) {
      journal.force();
    } else if (!fresh.isEmpty()) {
      journal.flush();
    }
    mustForce = false;
    if (ended || givingUp && (atOnce || working.live == 0)) {
      leave();
    }
  }

  private void publish() {
    said.forEach(recorded -> recorded.complete(null));
    said.clear();
    fresh.forEach(this::notifyListener);
    Event last = fresh.isEmpty() ? null : fresh.get(fresh.size() - 1);
    fresh.clear();
    for (Decision.TakeSample sample : samples) {
      Gate gate = working.units.gate(sample.unit(), working.at(sample.unit()).status);
      if (gate != null && !over) {
        sampler.take(sample.unit(), sample.work(), gate);
      }
    }
    samples.clear();
    if (last instanceof Event.RunEnded ended) {
      end.complete(ended);
      closed.complete(null);
    } else if (over) {
      end.completeExceptionally(
          new EngineException(
              "The run '"
                  + working.runId
                  + "' was given up before its end, because its engine was closed. Resume it to go"
                  + " on."));
      closed.complete(null);
    }
  }

  private void notifyListener(Event event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      log().warn("A listener of the run {} failed; the run goes on.", working.runId, e);
    }
  }

  /** Gives the journal back and forgets what is still to come. */
  private void leave() throws IOException {
    over = true;
    alarms.forgetAll();
    sampler.cancel();
    journal.close();
  }

  /** A journal that could not be written ends the loop: nothing may happen that is not recorded. */
  private void fail(Exception cause) {
    over = true;
    starts.clear();
    samples.clear();
    fresh.clear();
    alarms.forgetAll();
    sampler.cancel();
    EngineException failure =
        new EngineException(
            "The run '"
                + working.runId
                + "' was given up, because what happened could not be recorded ("
                + cause.getMessage()
                + "). Nothing new was started. Mend the cause and resume it.",
            cause);
    said.forEach(recorded -> recorded.completeExceptionally(failure));
    said.clear();
    try {
      journal.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    log().error("The run {} was given up.", working.runId, failure);
    end.completeExceptionally(failure);
    closed.complete(null);
  }

  private static Logger log() {
    return LoggerFactory.getLogger(RunLoop.class);
  }
}
