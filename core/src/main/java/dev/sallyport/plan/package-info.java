/**
 * The plan: the DSL in which a deployment is written, and the immutable graph it builds.
 *
 * <p>Start at {@link dev.sallyport.plan.Dsl}. Nothing in here runs anything.
 */
@NullMarked
package dev.sallyport.plan;

import org.jspecify.annotations.NullMarked;
