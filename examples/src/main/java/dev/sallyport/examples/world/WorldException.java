package dev.sallyport.examples.world;

/** The world could not be built or found; the message says why and what to do. */
public final class WorldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with what happened and the way out. */
  public WorldException(String message) {
    super(message);
  }

  /** Creates it with what happened, the way out and the cause. */
  public WorldException(String message, Throwable cause) {
    super(message, cause);
  }
}
