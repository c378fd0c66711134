package dev.sallyport.channels;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a message is known not to have been sent, or not to everybody; says what was asked,
 * what was last seen, the likely cause and the way out.
 *
 * <p>If it is unknown, a channel throws {@link dev.sallyport.plan.OutcomeUnknownException}.
 */
public final class NotSentException extends Exception {
  private static final long serialVersionUID = 1;

  NotSentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
