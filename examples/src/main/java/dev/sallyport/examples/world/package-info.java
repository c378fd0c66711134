/**
 * The world of the demo: a Redis cluster, shops, a load balancer and customers on this machine,
 * which outlive the engine and are found again by it.
 *
 * <p>Start at {@link World}.
 */
@NullMarked
package dev.sallyport.examples.world;

import org.jspecify.annotations.NullMarked;
