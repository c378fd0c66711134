package dev.sallyport.checks.http;

import dev.sallyport.check.Secret;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request header as the plan's author gave it: its value in the open, or the name of a secret.
 */
sealed interface HeaderSource {
  /** Set by the client itself, from the address and the body. */
  Set<String> OWN = Set.of("connection", "content-length", "expect", "host", "upgrade");

  Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  String name();

  /** A header whose value may be seen by everyone. */
  record Open(String name, String value) implements HeaderSource {
    public Open {
      checkName(name);
      if (!sendable(value)) {
        throw new IllegalArgumentException(
            "The value of the header " + name + " is blank or has a control character.");
      }
    }
  }

  /** A header whose value is a secret, after a prefix that is none, such as {@code Bearer}. */
  record Hidden(String name, String prefix, Secret<String> secret) implements HeaderSource {
    public Hidden {
      checkName(name);
    }
  }

  /** Returns whether a value can be sent; a line break in it would forge another header. */
  static boolean sendable(String value) {
    return !value.isBlank() && value.chars().allMatch(c -> c == '\t' || c >= ' ' && c < 0x7f);
  }

  private static void checkName(String name) {
    if (!TOKEN.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of an HTTP header.");
    }
    if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header "
              + name
              + " is set by the client itself. For another Host, a health check has asHost(...).");
    }
  }
}
