package dev.sallyport.checks.redis;

import org.jspecify.annotations.Nullable;

/** Where a server listens for clients. */
record Address(String host, int port) implements Comparable<Address> {
  private static final int DEFAULT_PORT = 6379;

  Address {
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "There is no server address in host '" + host + "' and port " + port + ".");
    }
  }

  /** Reads {@code host}, {@code host:port} or {@code [ipv6]:port}, without a scheme. */
  static Address parse(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        throw unreadable(text, null);
      }
      String rest = text.substring(end + 1);
      int port = rest.startsWith(":") ? port(rest.substring(1), text) : DEFAULT_PORT;
      return new Address(text.substring(1, end), port);
    }
    int colon = text.indexOf(':');
    if (colon < 0 || colon != text.lastIndexOf(':')) {
      return new Address(text, DEFAULT_PORT);
    }
    return new Address(text.substring(0, colon), port(text.substring(colon + 1), text));
  }

  private static int port(String digits, String whole) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw unreadable(whole, e);
    }
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "'" + text + "' is no server address. Write it as host:port.", cause);
  }

  @Override
  public int compareTo(Address other) {
    int byHost = host.compareTo(other.host);
    return byHost != 0 ? byHost : Integer.compare(port, other.port);
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
