package dev.sallyport.checks.http;

/** What a service did could not be seen; its message is a whole sentence, and the way out. */
final class Unseen extends Exception {
  private static final long serialVersionUID = 1L;

  private final String said;

  Unseen(String message) {
    super(message);
    this.said = message;
  }

  Unseen(String message, Throwable cause) {
    super(message, cause);
    this.said = message;
  }

  /** Returns the message, which is never missing. */
  String said() {
    return said;
  }
}
