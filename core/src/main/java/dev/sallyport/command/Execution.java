package dev.sallyport.command;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import dev.sallyport.command.CommandResult.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a command: starts it, reads it, and ends it with all it started when it must. */
final class Execution {
  private final Spec spec;
  private final Launch launch;
  private final Process process;
  private final ProcessTree tree;
  private final Deadline clock;
  private final Drains drains;

  private Execution(Spec spec, Launch launch, Drains drains, Deadline clock) {
    this.spec = spec;
    this.launch = launch;
    this.process = drains.started().process();
    this.tree = drains.started().tree();
    this.drains = drains;
    this.clock = clock;
  }

  /**
   * Runs the command to its end, on this thread; an interrupt ends it, and is kept.
   *
   * @param limit the longest it may take, beside the limit of its own
   * @throws CommandNotStartedException if nothing was run
   */
  static CommandResult run(Platform platform, Spec spec, Secret.Source secrets, Duration limit)
      throws CommandNotStartedException {
    Launch launch = Launch.of(spec, secrets, System.getenv());
    Duration own = spec.timeout;
    Deadline clock = Deadline.in(own == null || own.compareTo(limit) > 0 ? limit : own);
    try (OnShutdown shutdown = OnShutdown.watch(launch, spec.grace)) {
      Drains drains = Drains.start(() -> shutdown.start(platform), spec, launch);
      CommandResult result = new Execution(spec, launch, drains, clock).finishOrKill();
      return result.noting(launch.files().delete());
    } finally {
      launch.files().delete();
    }
  }

  private CommandResult finishOrKill() {
    boolean done = false;
    try {
      CommandResult result = finish();
      done = true;
      return result;
    } finally {
      if (!done) {
        TreeKill.kill(tree, Duration.ZERO, TreeKill.CONFIRM);
      }
    }
  }

  private CommandResult finish() {
    Feed stdin = Feed.start(process.getOutputStream(), launch.stdin().getBytes(spec.charset));
    Ending ending = await();
    List<String> survivors =
        ending == Ending.EXITED ? List.of() : TreeKill.kill(tree, spec.grace, TreeKill.CONFIRM);
    Duration elapsed = clock.elapsed();
    drain(stdin);
    boolean complete = drains.stdout().ended() && drains.stderr().ended() && drains.endIsTrue();
    int exitCode = process.isAlive() ? -1 : process.exitValue();
    boolean whole = ending == Ending.EXITED && !ExitCodes.possiblySignal(exitCode);
    return new CommandResult(
        launch.shown(),
        exitCode,
        ending,
        drains.stdout().output(spec, whole),
        drains.stderr().output(spec, whole),
        complete,
        elapsed,
        survivors,
        notes(complete, stdin));
  }

  private Ending await() {
    try {
      boolean exited = process.waitFor(clock.left(), TimeUnit.NANOSECONDS);
      return exited ? Ending.EXITED : Ending.TIMED_OUT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Ending.INTERRUPTED;
    }
  }

  /** Collects the last output, which may still be in the pipes, for a bounded time. */
  private void drain(Feed stdin) {
    boolean interrupted = Thread.interrupted();
    Deadline deadline = Deadline.in(spec.drain);
    List<Part> parts =
        List.of(
            end -> process.waitFor(end.left(), TimeUnit.NANOSECONDS), // killed is not yet reaped
            end -> drains.stdout().finish(end, process.getInputStream()),
            end -> drains.stderr().finish(end, process.getErrorStream()),
            stdin::finish);
    for (Part part : parts) {
      try {
        part.finish(deadline);
      } catch (InterruptedException e) {
        interrupted = true;
        deadline = Deadline.in(Duration.ZERO);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> notes(boolean complete, Feed stdin) {
    List<String> notes = new ArrayList<>();
    if (!complete) {
      notes.add(
          "The output was not awaited for longer than "
              + Quantities.show(spec.drain)
              + " after the end: a process left in the background held it open.");
    }
    if (!stdin.written()) {
      notes.add("The command did not read all of its standard input.");
    }
    return notes;
  }

  /** Something to be finished within a deadline. */
  private interface Part {
    void finish(Deadline deadline) throws InterruptedException;
  }
}
