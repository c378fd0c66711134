package dev.sallyport.examples;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a thread clean up when the process is told to end, by Ctrl-C for example. */
final class Interruption implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Thread thread) {
    this.hook =
        new Thread(
            () -> {
              thread.interrupt();
              awaitClosed();
            },
            "ctrl-c");
  }

  /** Has this thread interrupted, and waited for, until closed. */
  static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void awaitClosed() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Servers may be left; `examples/demo down` stops them.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the process is ending either way
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook has been of use
    }
  }
}
