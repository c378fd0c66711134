package dev.sallyport.checks.http;

import java.io.IOException;

/** A request for which the place of the failure, not only the exception, says what it means. */
final class NotAnswered extends IOException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  NotAnswered(Trouble trouble, IOException cause) {
    super(cause.getMessage(), cause);
    this.trouble = trouble;
  }

  Trouble trouble() {
    return trouble;
  }
}
