package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where files are looked at: each look on a daemon thread of its own, since a call into a file
 * system that hangs ends by no interrupt. Thread-safe.
 */
final class Disk {
  private static final int HANGING = 8;

  private final Path folder;
  private final long limit;
  private final Semaphore looks = new Semaphore(HANGING);

  Disk(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  Path folder() {
    return folder;
  }

  /** Returns the longest file that is read, in bytes. */
  long limit() {
    return limit;
  }

  Path resolve(String path) {
    return folder.resolve(path).normalize();
  }

  /**
   * Looks, for as long as the sample lasts.
   *
   * @throws TroubleException if the time is up, or as the look throws it
   */
  <T> T look(CheckContext context, Looking<T> looking) throws IOException, InterruptedException {
    Look look = new Look(folder);
    // waits for a look of another check to end, but not for one that hangs
    if (!looks.tryAcquire(context.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
      throw late(look, "is not looked at, as " + HANGING + " earlier looks still hang");
    }
    FutureTask<T> task = new FutureTask<>(() -> looking.look(look));
    Thread thread = new Thread(() -> runAndRelease(task), "sallyport-files");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(look, "was not read within the sample");
    } catch (ExecutionException e) {
      throw asIs(e);
    } finally {
      task.cancel(true);
    }
  }

  private void runAndRelease(Runnable task) {
    try {
      task.run();
    } finally {
      looks.release();
    }
  }

  private static TroubleException late(Look look, String detail) {
    return new Trouble(Trouble.Kind.LATE, look.at().toString(), detail).thrown();
  }

  private static IOException asIs(ExecutionException ended) {
    Throwable cause = ended.getCause();
    if (cause instanceof IOException problem) {
      return problem;
    }
    if (cause instanceof RuntimeException problem) {
      throw problem;
    }
    if (cause instanceof Error problem) {
      throw problem;
    }
    return new IOException(cause);
  }

  /** What is done in one look. */
  @FunctionalInterface
  interface Looking<T> {
    T look(Look look) throws Exception;
  }
}
