package dev.sallyport.checks.prometheus;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Says which Prometheus is asked, and how.
 *
 * <p>Defaults: no credentials, the JDK's certificates, 5 seconds for an answer. Every method
 * returns a new object. Immutable and thread-safe.
 */
public final class PrometheusOptions {
  private final URI address;
  private final Optional<String> user;
  private final Optional<Secret<String>> secret;
  private final Optional<SSLContext> tls;
  private final Duration limit;

  private PrometheusOptions(
      URI address,
      Optional<String> user,
      Optional<Secret<String>> secret,
      Optional<SSLContext> tls,
      Duration limit) {
    this.address = address;
    this.user = user;
    this.secret = secret;
    this.tls = tls;
    this.limit = limit;
  }

  /**
   * Returns the default options for a server, such as {@code http://prometheus:9090}.
   *
   * @throws IllegalArgumentException if the address is not http or https, or holds credentials
   */
  public static PrometheusOptions at(URI address) {
    boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!web || address.getHost() == null || address.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "A Prometheus is at http(s)://host:port without credentials. Give those by basic(...) or"
              + " token(...).");
    }
    return new PrometheusOptions(
        address, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(5));
  }

  /** Returns these options with a user and a password. */
  public PrometheusOptions basic(String name, Secret<String> password) {
    return new PrometheusOptions(
        address, Optional.of(name), Optional.of(Objects.requireNonNull(password)), tls, limit);
  }

  /** Returns these options with a bearer token. */
  public PrometheusOptions token(Secret<String> token) {
    return new PrometheusOptions(
        address, Optional.empty(), Optional.of(Objects.requireNonNull(token)), tls, limit);
  }

  /** Returns these options with whom to trust over TLS; host names are verified all the same. */
  public PrometheusOptions tls(SSLContext context) {
    return new PrometheusOptions(address, user, secret, Optional.of(context), limit);
  }

  /**
   * Returns these options with another deadline for an answer, 5 s unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PrometheusOptions deadline(Duration answer) {
    return new PrometheusOptions(
        address, user, secret, tls, Quantities.positive(answer, "deadline"));
  }

  URI address() {
    return address;
  }

  Optional<String> user() {
    return user;
  }

  Optional<Secret<String>> secret() {
    return secret;
  }

  Optional<SSLContext> tls() {
    return tls;
  }

  Duration limit() {
    return limit;
  }
}
