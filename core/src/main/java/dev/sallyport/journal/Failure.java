package dev.sallyport.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * How an attempt failed: class and message of the exception and its causes, never the exception.
 *
 * @param type the exception's class
 * @param message its message, with secrets masked; empty for none
 * @param causes the causes, outermost first, each as class and message
 */
public record Failure(String type, String message, List<String> causes) {

  /** Copies the list. */
  public Failure {
    causes = List.copyOf(causes);
  }

  /** Returns the failure that an exception describes. */
  public static Failure of(Throwable thrown) {
    List<String> causes = new ArrayList<>();
    Throwable cause = thrown.getCause();
    while (cause != null && causes.size() < 10) {
      causes.add(text(cause.getClass().getName(), message(cause)));
      cause = cause.getCause();
    }
    return new Failure(thrown.getClass().getName(), message(thrown), causes);
  }

  /** Returns class and message in one line. */
  @Override
  public String toString() {
    return text(type, message);
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? "" : thrown.getMessage();
  }

  private static String text(String type, String message) {
    return message.isEmpty() ? type : type + ": " + message;
  }
}
