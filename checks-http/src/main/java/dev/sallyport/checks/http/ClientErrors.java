package dev.sallyport.checks.http;

/** How a load probe counts answers with a status of 400 to 499. */
public enum ClientErrors {
  /**
   * As errors: the default, since a page that is not found or not allowed is no proof of service.
   */
  COUNT_AS_ERRORS,
  /** As answers like any other, where the address asked is meant to refuse. */
  COUNT_AS_ANSWERS
}
