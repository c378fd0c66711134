package dev.sallyport.channels;

/**
 * Why a receiver did not take a message.
 *
 * @param cause the likely cause, as the rest of a sentence
 * @param wayOut what to do, as a sentence without its full stop
 */
record Reason(String cause, String wayOut) {}
