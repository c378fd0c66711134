package dev.sallyport.examples.docs;

import java.util.Optional;

/** The load balancer that the pages of the documentation speak of. */
public interface Balancer {
  /** Sends traffic to a version and returns the one that served before. */
  String switchTo(String version);

  /** Returns what served before a switch to that version, if there was one. */
  Optional<String> servedBefore(String version);
}
