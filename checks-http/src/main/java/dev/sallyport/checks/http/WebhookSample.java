package dev.sallyport.checks.http;

import java.util.Objects;

/**
 * A harmless event for a receiver of webhooks, and how what comes of it is counted. Immutable.
 *
 * @param body the event as it is sent, not empty
 * @param effects counts what the receiver did with this event
 */
public record WebhookSample(String body, Effects effects) {

  /**
   * Refuses a body that cannot be tampered with.
   *
   * @throws IllegalArgumentException if the body is empty
   */
  public WebhookSample {
    Objects.requireNonNull(effects, "effects");
    if (body.isEmpty()) {
      throw new IllegalArgumentException("An empty event cannot be tampered with. Give it a body.");
    }
  }
}
