package dev.sallyport.channels;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Where a message goes, and what of that may be shown. */
final class Address {
  private static final int LEAST_SECRET = 6;

  private Address() {}

  /**
   * Returns the address that is the secret's value.
   *
   * @throws Setback if it is no address, or would send the secret unencrypted over a network
   */
  static URI secret(Secret<String> secret, CheckContext context) throws Setback {
    URI uri;
    try {
      uri = new URI(context.secret(secret).strip());
    } catch (URISyntaxException e) {
      throw noAddress(secret); // without the cause, which quotes the value
    }
    if (uri.getHost() == null || !isHttp(uri)) {
      throw noAddress(secret);
    }
    if (!isSafe(uri)) {
      throw Setback.of(
          Kind.REFUSED,
          "the address in the secret '" + secret.name() + "' begins with http:, not https:",
          new Reason(
              "the address was mistyped; unencrypted, everybody on the way could read it",
              "Give the secret the address with https:"));
    }
    return uri;
  }

  private static Setback noAddress(Secret<String> secret) {
    return Setback.of(
        Kind.REFUSED,
        "the value of the secret '" + secret.name() + "' is no address of the web",
        new Reason(
            "another value was bound to it, or only a part of the address",
            "Bind the whole address, from https:// on"));
  }

  /**
   * Checks an address that is given openly.
   *
   * @throws IllegalArgumentException if it is not absolute HTTP, or holds credentials
   */
  static URI open(URI uri) {
    if (uri.getHost() == null || !isHttp(uri)) {
      throw new IllegalArgumentException(
          "The address must be absolute and of http or https, but is '" + shown(uri) + "'.");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The address of "
              + where(uri)
              + " holds credentials, and would be shown with them. Give the whole address as a"
              + " secret.");
    }
    return uri;
  }

  private static String shown(URI uri) {
    return uri.getHost() == null ? String.valueOf(uri.getScheme()) + ":..." : where(uri);
  }

  static boolean isHttp(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
  }

  /** Returns whether nobody else can read what is sent there. */
  static boolean isSafe(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri.getHost());
  }

  static boolean isLoopback(String host) {
    String bare = host.replaceAll("[\\[\\]]", "");
    if (!bare.equals("localhost") && !bare.matches("127\\.[0-9.]+|::1")) {
      return false; // never asks the DNS
    }
    try {
      return InetAddress.getByName(bare).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false; // a name that leads nowhere is not the loopback
    }
  }

  /** Returns what may be shown of an address that is a secret: the host, and the secret's name. */
  static String where(Secret<String> secret, CheckContext context) {
    String name = "the secret '" + secret.name() + "'";
    try {
      return where(secret(secret, context)) + ", by " + name;
    } catch (Setback e) {
      return name; // the attempt itself says what is wrong with it
    }
  }

  /** Returns the host, with the port if there is one; never the path, which may be a secret. */
  static String where(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /** Returns what takes a secret address out of a text, whole or in parts. */
  static Redactor redactor(URI uri, String... more) {
    List<String> secrets = new ArrayList<>(Arrays.asList(more));
    secrets.add(uri.toString());
    String path = Objects.requireNonNullElse(uri.getRawPath(), "");
    String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
    secrets.add(path);
    secrets.add(query);
    for (String part : (path + "/" + query).split("[/&=?]", -1)) {
      if (!part.matches("[a-z_-]*")) { // no plain word of a path
        secrets.add(part);
      }
    }
    secrets.removeIf(secret -> secret.length() < LEAST_SECRET);
    return Redactor.of(secrets);
  }
}
