/**
 * Tests of plans for their authors: scripted checks and metrics, gates tried in virtual time, and
 * assertions about gates and runs.
 *
 * <p>Start at {@link dev.sallyport.testkit.SallyportAssertions}; whole plans run in virtual time by
 * {@link dev.sallyport.testkit.simulation.Simulation}.
 */
@NullMarked
package dev.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
