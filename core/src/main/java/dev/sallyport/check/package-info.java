/**
 * Checks and metrics: reading one real system and judging what was read.
 *
 * <p>Nothing in here knows of plans, engines or journals. A {@link Check} reads and judges; a
 * {@link Metric} only reads a quantity, and becomes a check by being compared with a threshold.
 */
@NullMarked
package dev.sallyport.check;

import org.jspecify.annotations.NullMarked;
