package dev.sallyport.checks.jdbc;

import java.time.Instant;

/**
 * What a database answered.
 *
 * @param server the name and version of the server
 * @param state the answer
 * @param at when it came
 */
record Seen<S>(String server, S state, Instant at) {}
