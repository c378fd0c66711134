package dev.sallyport.examples.servers;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** One of the load balancer's targets, and what went there. Thread-safe. */
final class Upstream {
  private final String name;
  private final String base;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();

  Upstream(String name, int port) {
    this.name = name;
    this.base = "http://127.0.0.1:" + port;
  }

  String name() {
    return name;
  }

  URI address(URI asked) {
    return URI.create(base + asked.getRawPath() + query(asked));
  }

  private static String query(URI asked) {
    return asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
  }

  void began() {
    requests.incrementAndGet();
    inFlight.incrementAndGet();
  }

  void ended(boolean badly) {
    inFlight.decrementAndGet();
    if (badly) {
      failed.incrementAndGet();
    }
  }

  /** Returns the counts as properties, such as {@code blue.requests=17}. */
  String counts() {
    return name
        + ".requests="
        + requests
        + "\n"
        + name
        + ".failed="
        + failed
        + "\n"
        + name
        + ".in-flight="
        + inFlight
        + "\n";
  }
}
