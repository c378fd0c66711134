package dev.sallyport.plan;

/**
 * Thrown by a step's code that cannot tell whether it took effect, for instance after a lost reply.
 *
 * <p>Any other exception means: ended, and no effect is left. After this one the step's probe
 * decides, or its policy.
 */
public final class OutcomeUnknownException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates it with what was asked and what was last seen. */
  public OutcomeUnknownException(String message) {
    super(message);
  }

  /** Creates it with what was asked and what was last seen, and the cause. */
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
