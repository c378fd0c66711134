/**
 * Benchmarks beside their floor: a plain loop, a graph of futures, a bare append-and-force, a bare
 * JVM; and beside LiteFlow. {@link dev.sallyport.bench.Benchmarks} runs them all in one go.
 */
@NullMarked
package dev.sallyport.bench;

import org.jspecify.annotations.NullMarked;
