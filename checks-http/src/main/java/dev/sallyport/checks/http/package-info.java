/**
 * Checks and metrics for HTTP services: is each instance well and of the right version, how fast
 * does the service answer under a steady load, and how often does it fail.
 *
 * <p>Begin with {@link HttpChecks}.
 */
@NullMarked
package dev.sallyport.checks.http;

import org.jspecify.annotations.NullMarked;
