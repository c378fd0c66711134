package dev.sallyport.testkit.properties;

/**
 * An invariant that did not hold, by its number in the list, and how; between twenty and thirty it
 * is the number of a contract.
 */
record Breach(int invariant, String words) {}
