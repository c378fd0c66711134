package dev.sallyport.testkit;

/**
 * The seed of a test, as {@link SallyportExtension} gives it: another one each time, so that over
 * time a test sees many orders of what happens at once; or the one of the property {@value
 * #PROPERTY}, to see one again.
 *
 * @param value the seed, for {@link dev.sallyport.testkit.simulation.Simulation#seed}
 */
public record Seed(long value) {
  /** The system property, or configuration parameter of JUnit, that sets it. */
  public static final String PROPERTY = "sallyport.seed";
}
