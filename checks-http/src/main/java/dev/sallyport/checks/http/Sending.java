package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A delivery under way, beside which the calls to the stub are watched: a service may answer before
 * it has called, or only once it has given up.
 */
final class Sending implements AutoCloseable {
  private final Future<String> event;

  private Sending(Future<String> event) {
    this.event = event;
  }

  static Sending begin(Delivery delivery, URI stub, CheckContext context, ExecutorService workers) {
    return new Sending(workers.submit(() -> delivery.send(stub, context)));
  }

  /** Throws what kept the event from being handed over, if that is known by now. */
  void orThrow() throws Unseen, InterruptedException {
    if (event.isDone()) {
      event(Deadline.in(Duration.ofSeconds(1)));
    }
  }

  /**
   * Returns the event, once it is handed over.
   *
   * @throws Unseen if it could not be, or not in time
   */
  String event(Deadline until) throws Unseen, InterruptedException {
    try {
      return event.get(until.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof Unseen unseen) {
        throw unseen;
      }
      throw new Unseen(
          "The event could not be handed to the service: "
              + cause
              + ". Look at what was given to deliver it; the service was not judged.",
          cause);
    } catch (TimeoutException e) {
      throw new Unseen(
          "The event was not handed to the service in time. Look at what was given to deliver it.",
          e);
    }
  }

  @Override
  public void close() {
    event.cancel(true);
  }
}
