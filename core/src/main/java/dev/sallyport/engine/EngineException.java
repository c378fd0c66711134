package dev.sallyport.engine;

/** Thrown when a run cannot be started, resumed or carried on; says why and what to do. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Creates it with what was asked, what was found, and the way out. */
  public EngineException(String message) {
    super(message);
  }

  /** Creates it with what was asked, what was found, and the way out, and the cause. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
