package dev.sallyport.checks.files;

/**
 * A text for a regular expression that may take for ever: reading it ends where the thread is
 * interrupted. Not thread-safe.
 */
final class StoppableText implements CharSequence {
  private static final int EVERY = 4096;

  private final String text;
  private int reads;

  StoppableText(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (++reads % EVERY == 0 && Thread.currentThread().isInterrupted()) {
      throw new StoppedException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Thrown where the thread was interrupted. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
