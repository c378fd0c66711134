package dev.sallyport.journal;

import java.io.IOException;

/** Thrown when a journal is missing, owned by someone else, or damaged. */
public final class JournalException extends IOException {
  private static final long serialVersionUID = 1;

  /** Creates it with what was asked, what was found, and the way out. */
  public JournalException(String message) {
    super(message);
  }

  /** Creates it with what was asked, what was found, and the way out, and the cause. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
