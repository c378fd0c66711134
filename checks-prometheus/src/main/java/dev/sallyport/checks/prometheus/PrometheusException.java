package dev.sallyport.checks.prometheus;

import dev.sallyport.check.Objection;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import org.jspecify.annotations.Nullable;

/** Prometheus could not be asked, or refused. */
final class PrometheusException extends UnansweredException {
  private static final long serialVersionUID = 1L;

  PrometheusException(String message) {
    this(message, null);
  }

  PrometheusException(String message, @Nullable Throwable cause) {
    super(
        message,
        "Look at the address, the credentials, TLS, the query, and whether Prometheus runs.",
        cause);
  }

  Objection objection() {
    return Objection.unknown(
        Verdict.Cause.ERROR, "not-asked", "", String.valueOf(getMessage()), wayOut());
  }
}
