package dev.sallyport.checks.prometheus;

/** Prometheus could not be asked, or refused. */
final class PrometheusException extends Exception {
  private static final long serialVersionUID = 1L;

  PrometheusException(String message) {
    super(message);
  }

  PrometheusException(String message, Throwable cause) {
    super(message, cause);
  }
}
