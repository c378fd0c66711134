package dev.sallyport.checks.celery;

/** The broker could not be asked, or refused. */
final class BrokerException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
