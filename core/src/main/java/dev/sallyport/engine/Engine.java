package dev.sallyport.engine;

import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs plans on this machine: many at once, each with its own journal. Thread-safe.
 *
 * <p>Two engines in one process share nothing. Closing an engine gives its unfinished runs up; they
 * can be resumed by another.
 */
public final class Engine implements AutoCloseable {
  private final EngineOptions options;
  private final Host host;
  private final Set<LocalRun> runs = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Engine(EngineOptions options) {
    this.options = options;
    this.host = new Host(options);
  }

  /** Returns an engine that keeps journals in memory. */
  public static Engine inMemory() {
    return of(EngineOptions.defaults());
  }

  /** Returns an engine that keeps its journals there. */
  public static Engine of(Journals journals) {
    return of(EngineOptions.defaults().journals(journals));
  }

  /** Returns an engine with these options. */
  public static Engine of(EngineOptions options) {
    return new Engine(options);
  }

  /** Returns where this engine keeps its journals; read them with {@code dev.sallyport.report}. */
  public Journals journals() {
    return options.journals();
  }

  /**
   * Starts a run under a new id, begun by the operating system's user.
   *
   * @throws EngineException if an input or a secret is not bound, or the journal cannot be made
   */
  public Run start(Plan plan) {
    return start(plan, RunIds.next(options.clock()), System.getProperty("user.name", "unknown"));
  }

  /**
   * Starts a run, and returns once its beginning is durable.
   *
   * @param runId its id, which becomes part of a file's name
   * @param by who starts it
   * @throws EngineException if an input or a secret is not bound, or the journal cannot be made
   */
  public Run start(Plan plan, String runId, String by) {
    requireOpen();
    Clock clock = options.clock();
    RunCore core = RunCore.start(plan, runId, by, clock.instant(), clock, host::draw);
    Journal journal;
    try {
      journal = options.journals().create(runId);
    } catch (IOException e) {
      throw new EngineException(
          "The run '" + runId + "' could not be started: " + e.getMessage(), e);
    }
    LocalRun run = run(runId, plan, journal, core);
    run.loop().begin();
    hearPeople(run);
    return run;
  }

  private void hearPeople(LocalRun run) {
    Inbox inbox = options.inbox();
    if (inbox != null) {
      RunLoop loop = run.loop();
      new Postman(inbox, run.id()).begin(host, loop::say, () -> loop.closed().isDone());
    }
  }

  /**
   * Goes on with a run that another engine gave up or that was killed.
   *
   * @param plan the same plan, or one that {@code resumesFrom} its version; with secrets bound
   * @param by who resumes it
   * @throws EngineException if the run has ended, is owned by someone else, or was begun with a
   *     plan of another structure; then it shows the difference
   */
  public Run resume(String runId, Plan plan, String by) {
    requireOpen();
    Journal journal;
    try {
      journal = options.journals().open(runId);
    } catch (IOException e) {
      throw new EngineException(
          "The run '" + runId + "' could not be resumed: " + e.getMessage(), e);
    }
    try {
      Clock clock = options.clock();
      RunCore core =
          RunCore.resume(
              plan,
              runId,
              by,
              clock.instant(),
              journal.recorded(),
              journal.cutOff(),
              clock,
              host::draw);
      Inbox inbox = options.inbox();
      Postman postman = inbox == null ? null : new Postman(inbox, runId);
      // What was said meanwhile is heard before timers that are overdue.
      List<Postman.Answer> answers =
          postman == null ? List.of() : postman.hear(request -> core.say(clock.instant(), request));
      LocalRun run = run(runId, plan, journal, core);
      run.loop().begin();
      if (postman != null) {
        postman.answer(answers);
      }
      hearPeople(run);
      return run;
    } catch (RuntimeException e) {
      closeAfter(e, journal);
      throw e;
    }
  }

  private static void closeAfter(RuntimeException problem, Journal journal) {
    try {
      journal.close();
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
  }

  private LocalRun run(String runId, Plan plan, Journal journal, RunCore core) {
    CompletableFuture<Run> self = new CompletableFuture<>();
    RunLoop loop =
        new RunLoop(
            host, journal, core, plan, event -> options.listener().accept(self.join(), event));
    LocalRun run = new LocalRun(runId, plan, options.journals(), loop);
    runs.add(run);
    loop.whenClosed(() -> runs.remove(run));
    self.complete(run);
    return run;
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new EngineException("The engine is closed. Make a new one.");
    }
  }

  /**
   * Gives unfinished runs up, waiting a little for what is under way, and ends the threads. Closing
   * again does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    CompletableFuture<?>[] left = giveUp(false);
    try {
      CompletableFuture.allOf(left).get(options.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      giveUpNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveUpNow();
    } finally {
      host.close();
    }
  }

  private void giveUpNow() {
    CompletableFuture.allOf(giveUp(true))
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(e -> null)
        .join();
  }

  private CompletableFuture<?>[] giveUp(boolean now) {
    return runs.stream()
        .map(
            run -> {
              run.loop().giveUp(now);
              return run.loop().closed();
            })
        .toArray(CompletableFuture[]::new);
  }
}
