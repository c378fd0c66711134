package dev.sallyport.checks.http;

/**
 * Why an answer is not the one asked for.
 *
 * @param code a stable word for it
 * @param seen what was seen and what was expected, in a sentence without its full stop
 * @param wayOut the likely cause and what to do
 */
record Complaint(String code, String seen, String wayOut) {}
