package dev.sallyport.command;

/** Thrown when a command ended by itself with an exit code that was not expected. */
public final class CommandFailedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Not kept when the exception is serialized. */
  private final transient CommandResult result;

  CommandFailedException(String message, CommandResult result) {
    super(message);
    this.result = result;
  }

  /** Returns how the command ended and what it wrote. */
  public CommandResult result() {
    return result;
  }
}
