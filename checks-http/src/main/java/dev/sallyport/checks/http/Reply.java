package dev.sallyport.checks.http;

/**
 * What was answered to a single request.
 *
 * @param status the status code
 * @param retryAfter the header {@code Retry-After}; empty if there is none
 * @param age the header {@code Age}, in seconds; 0 if it does not come from a cache
 * @param body the beginning of the body
 */
record Reply(int status, String retryAfter, long age, String body) {}
