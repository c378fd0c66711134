/**
 * Simulated runs: the engine's own core in virtual time, in which the test decides everything that
 * a real world would.
 *
 * <p>Entry point: {@link dev.sallyport.testkit.simulation.Simulation}; beneath it, for surroundings
 * of one's own, {@link dev.sallyport.testkit.simulation.SimulatedDriver}.
 */
@NullMarked
package dev.sallyport.testkit.simulation;

import org.jspecify.annotations.NullMarked;
