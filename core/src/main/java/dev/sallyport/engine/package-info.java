/**
 * The engine: runs plans, records what happens, resumes and walks back.
 *
 * <p>Start at {@link dev.sallyport.engine.Engine}. Deciding is pure and lives in {@code Evolve} and
 * {@code Decide}; clock, threads and disk are at the edge, in the local driver.
 */
@NullMarked
package dev.sallyport.engine;

import org.jspecify.annotations.NullMarked;
