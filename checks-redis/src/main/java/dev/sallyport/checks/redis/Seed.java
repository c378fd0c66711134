package dev.sallyport.checks.redis;

import java.util.Locale;

/** A server named by the caller, and whether it is asked over TLS. */
record Seed(Address address, boolean tls) {
  private static final String PLAIN = "redis://";
  private static final String TLS = "rediss://";

  static Seed parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean tls = lower.startsWith(TLS);
    int scheme = tls ? TLS.length() : lower.startsWith(PLAIN) ? PLAIN.length() : 0;
    String rest = text.substring(scheme);
    if (rest.contains("@")) {
      // the text may hold a password, so it is not repeated here
      throw new IllegalArgumentException(
          "A seed holds credentials. Give the password as a Secret, by password(secret).");
    }
    if (rest.contains("/") || rest.contains("?")) {
      throw new IllegalArgumentException(
          "The seed '" + text + "' has a path or options. Write it as host:port.");
    }
    return new Seed(Address.parse(rest), tls);
  }
}
