package dev.sallyport.checks.k8s;

/** The API server refused, or could not be asked. */
public final class ApiException extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;

  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
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
