/**
 * The demo's plan: a blue-green deployment of the shop.
 *
 * <p>Start at {@link BlueGreenPlan}; the rest is what its steps do.
 */
@NullMarked
package dev.sallyport.examples.bluegreen;

import org.jspecify.annotations.NullMarked;
