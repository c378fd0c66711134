package dev.sallyport.testkit.properties;

/** An invariant that did not hold, by its number in the list of twenty, and how. */
record Breach(int invariant, String words) {}
