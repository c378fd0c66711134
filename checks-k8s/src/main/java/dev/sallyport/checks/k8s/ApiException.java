package dev.sallyport.checks.k8s;

import dev.sallyport.check.UnansweredException;
import org.jspecify.annotations.Nullable;

/** The API server refused, or could not be asked. */
public final class ApiException extends UnansweredException {
  private static final long serialVersionUID = 1L;
  private final int status;

  ApiException(int status, String message) {
    this(status, message, null);
  }

  ApiException(String message, Throwable cause) {
    this(0, message, cause);
  }

  private ApiException(int status, String message, @Nullable Throwable cause) {
    super(message, wayOut(status), cause);
    this.status = status;
  }

  private static String wayOut(int status) {
    return switch (status) {
      case 401 -> "Give the check a token or certificate that the server takes.";
      case 403 -> "Let the user of the check read what it asks: a Role with get and list.";
      default -> "Look at the address, the certificates, and whether the server is up.";
    };
  }

  /** Returns the HTTP status; 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** Returns whether the object is not as the request supposed. */
  boolean conflict() {
    return status == 409 || status == 422;
  }
}
