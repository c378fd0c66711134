package dev.sallyport.examples;

/** The demo cannot do what it was asked to; the message says why and what to do. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
