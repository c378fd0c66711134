package dev.sallyport.testkit.explore;

/**
 * A rule that did not hold in a run.
 *
 * @param path what it is about; empty for the run as a whole
 * @param words what happened, and the way out, for a person
 */
record Breach(Rule rule, String path, String words) {}
