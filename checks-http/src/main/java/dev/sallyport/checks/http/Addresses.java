package dev.sallyport.checks.http;

import java.net.URI;
import java.util.Locale;

/** What an address to be asked must look like. */
final class Addresses {
  private Addresses() {}

  /**
   * Returns the address, if it can be asked.
   *
   * @throws IllegalArgumentException if it is not absolute HTTP, or has credentials in it
   */
  static URI check(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The address for "
              + uri.getHost()
              + " has credentials in it, which every report would show. Give them as a header with"
              + " a Secret.");
    }
    if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "'" + uri + "' cannot be asked. Give an absolute address, such as https://host/health.");
    }
    return uri;
  }

  static boolean encrypted(URI uri) {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return encrypted(uri) ? 443 : 80;
  }

  /** Returns the host without the brackets of an IPv6 address. */
  static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns what stands in the request line. */
  static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /**
   * Returns whether two addresses belong to one origin, so that one's credentials suit the other.
   */
  static boolean sameOrigin(URI one, URI two) {
    return one.getScheme().equalsIgnoreCase(two.getScheme())
        && one.getHost().equalsIgnoreCase(two.getHost())
        && port(one) == port(two);
  }
}
