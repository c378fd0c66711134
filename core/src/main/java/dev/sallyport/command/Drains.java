package dev.sallyport.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/**
 * The two threads that start a process and read what it writes.
 *
 * <p>At a program's exit the JDK takes over its streams, keeps what lies in the pipes and closes
 * them: a process left in the background loses what it writes later, and the reader sees an end
 * that is none. It does so for one stream after the other, each under the stream's own lock. So the
 * thread that starts the process takes the lock of the first at once, and leaves it only after the
 * other thread holds the second.
 */
final class Drains {
  private final Drain stdout;
  private final Drain stderr;
  private final CompletableFuture<Started> started = new CompletableFuture<>();
  private final CountDownLatch secondHeld = new CountDownLatch(1);
  private volatile boolean guarded;

  private Drains(Spec spec, Redactor redactor) {
    stdout = new Drain(spec, redactor);
    stderr = new Drain(spec, redactor);
  }

  /** Starts a process and the reading of its output. */
  static Drains start(Starter starter, Spec spec, Launch launch) throws CommandNotStartedException {
    Drains drains = new Drains(spec, launch.redactor());
    drains.thread("stderr", drains::second);
    try {
      drains.thread("stdout", () -> drains.first(starter));
    } catch (Error e) {
      drains.started.completeExceptionally(e); // no thread to be had: let the other one end
      throw e;
    }
    try {
      drains.started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CommandNotStartedException refused) {
        throw refused;
      }
      throw e;
    }
    return drains;
  }

  private void thread(String stream, Runnable work) {
    Thread thread = new Thread(work, "sallyport-command-" + stream);
    thread.setDaemon(true);
    thread.start();
  }

  private void first(Starter starter) {
    Started begun;
    try {
      begun = starter.start();
    } catch (CommandNotStartedException | RuntimeException | Error e) {
      started.completeExceptionally(e);
      return;
    }
    var stream = begun.process().getInputStream();
    synchronized (stream) {
      guarded = begun.process().isAlive();
      started.complete(begun);
      stdout.read(stream);
      awaitSecond();
    }
  }

  private void second() {
    Started begun = started.handle((process, refused) -> process).join();
    if (begun == null) {
      return;
    }
    var stream = begun.process().getErrorStream();
    synchronized (stream) {
      secondHeld.countDown();
      stderr.read(stream);
    }
  }

  private void awaitSecond() {
    try {
      secondHeld.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody has this thread; it ends here anyway
    }
  }

  Started started() {
    return started.join();
  }

  Drain stdout() {
    return stdout;
  }

  Drain stderr() {
    return stderr;
  }

  /**
   * Returns whether an end that was seen is the true one: the program lived when the lock was
   * taken, or left nothing behind that could have written more.
   */
  boolean endIsTrue() {
    return guarded || started().tree().living().isEmpty();
  }

  /** Starts a process. */
  @FunctionalInterface
  interface Starter {
    Started start() throws CommandNotStartedException;
  }
}
