package dev.sallyport.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one stream of a command to its end, on a thread of its own, into a bounded capture. */
final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final HeadTail capture;
  private final Redactor.Stream redacted;
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean ended;
  private boolean givenUp;

  Drain(Spec spec, Redactor redactor) {
    this.capture = new HeadTail(spec.head, spec.tail);
    this.redacted = redactor.stream(capture::write);
  }

  /** Reads the stream; does not throw, for nobody would hear it. */
  void read(InputStream stream) {
    byte[] buffer = new byte[16 * 1024];
    try {
      int length = stream.read(buffer);
      while (length >= 0) {
        push(buffer, length);
        length = stream.read(buffer);
      }
      end();
    } catch (IOException e) {
      LOG.debug("An output broke before its end, or was given up.", e);
    } finally {
      over.countDown();
    }
  }

  private synchronized void push(byte[] buffer, int length) {
    if (!givenUp) {
      redacted.write(buffer, length);
    }
  }

  private synchronized void end() {
    ended = !givenUp;
  }

  private synchronized void giveUp() {
    givenUp = true;
  }

  /**
   * Waits for the end of the stream, at most until the deadline, and then gives it up.
   *
   * <p>A read that hangs on a pipe held open elsewhere cannot be cut short; its daemon thread stays
   * until the pipe closes, and nothing waits for it.
   *
   * @throws InterruptedException if interrupted meanwhile; the stream is given up all the same
   */
  void finish(Deadline deadline, InputStream stream) throws InterruptedException {
    boolean done = false;
    try {
      done = over.await(deadline.left(), TimeUnit.NANOSECONDS);
    } finally {
      giveUp();
      if (!done) {
        close(stream);
      }
    }
  }

  private static void close(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("An output that is given up could not be closed.", e);
    }
  }

  /** Returns whether the stream was read to its end. */
  synchronized boolean ended() {
    return ended;
  }

  /**
   * Returns what was captured; to be called once, after {@link #finish}.
   *
   * @param whole whether the program wrote all it meant to; if it was killed, the last bytes may be
   *     the first part of a secret
   */
  synchronized CommandOutput output(Spec spec, boolean whole) {
    redacted.end(ended && whole);
    return capture.text(spec.charset);
  }
}
