package dev.sallyport.examples.analytics.service;

import java.time.Instant;

/**
 * One response to a form.
 *
 * @param id the same however often it is sent
 * @param form the form that was answered
 * @param at when
 * @param completed whether it was answered to its end
 * @param score what was answered, 0 to 10
 */
record Response(String id, String form, Instant at, boolean completed, double score) {}
