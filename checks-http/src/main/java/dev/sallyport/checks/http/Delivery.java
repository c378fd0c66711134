package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.net.URI;

/** Makes a service call another one: a check's stub, which answers as the check wants. */
@FunctionalInterface
public interface Delivery {
  /**
   * Hands the service one harmless event that makes it call {@code stub}, and returns the event as
   * its dead letter would hold it.
   *
   * <p>Each event must be a new one. It may return before the call is made, or after; the check
   * gives up waiting when its own time is up.
   *
   * @param stub where the check listens; a service with a fixed address is set to it beforehand
   * @throws Exception if the event could not be handed over
   */
  String send(URI stub, CheckContext context) throws Exception;
}
