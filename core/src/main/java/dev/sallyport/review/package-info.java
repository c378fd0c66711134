/**
 * The review: what can be said of a plan before it runs.
 *
 * <p>Start at {@link dev.sallyport.review.RollbackCoverage} and {@link dev.sallyport.review.Lint}.
 * Everything here is a pure function of a plan: no clock, no check is asked, no code of a plan
 * runs.
 */
@NullMarked
package dev.sallyport.review;

import org.jspecify.annotations.NullMarked;
