package dev.sallyport.command;

/** Thrown when a command could not be started: nothing ran, and no effect is left. */
public final class CommandNotStartedException extends Exception {
  private static final long serialVersionUID = 1;

  CommandNotStartedException(String command, String cause, String wayOut) {
    super(message(command, cause, wayOut));
  }

  CommandNotStartedException(String command, String cause, String wayOut, Throwable reason) {
    super(message(command, cause, wayOut), reason);
  }

  private static String message(String command, String cause, String wayOut) {
    return "The command could not be started: "
        + command
        + "\nCause: "
        + cause
        + "\nWay out: "
        + wayOut;
  }
}
