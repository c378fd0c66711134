package dev.sallyport.checks.http;

import dev.sallyport.check.Quantities;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How HTTP checks connect: time limits, trust and the size of a body. Immutable; each method
 * returns a changed copy.
 */
public final class HttpOptions {
  private static final HttpOptions DEFAULTS =
      new HttpOptions(Duration.ofSeconds(2), Duration.ofSeconds(5), 64 * 1024, Optional.empty());

  private final Duration connectTimeout;
  private final Duration requestTimeout;
  private final int maxBody;
  private final Optional<SSLContext> trust;

  private HttpOptions(
      Duration connectTimeout, Duration requestTimeout, int maxBody, Optional<SSLContext> trust) {
    this.connectTimeout = connectTimeout;
    this.requestTimeout = requestTimeout;
    this.maxBody = maxBody;
    this.trust = trust;
  }

  /**
   * Returns 2 s to connect, 5 s for a request, 64 KiB of a body, and the trust of the running JVM.
   */
  public static HttpOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with another time limit for making a connection, TLS not included. */
  public HttpOptions connectTimeout(Duration limit) {
    return new HttpOptions(
        Quantities.positive(limit, "connect timeout"), requestTimeout, maxBody, trust);
  }

  /**
   * Returns these options with another time limit for a whole request, from connecting to the last
   * byte of the body.
   */
  public HttpOptions requestTimeout(Duration limit) {
    return new HttpOptions(
        connectTimeout, Quantities.positive(limit, "request timeout"), maxBody, trust);
  }

  /** Returns these options with another bound on what is read of a body, in bytes. */
  public HttpOptions maxBody(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("A body's bound must be positive, but is " + bytes + ".");
    }
    return new HttpOptions(connectTimeout, requestTimeout, bytes, trust);
  }

  /** Returns these options with the certificates that {@code context} trusts and presents. */
  public HttpOptions trusting(SSLContext context) {
    return new HttpOptions(connectTimeout, requestTimeout, maxBody, Optional.of(context));
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  int maxBody() {
    return maxBody;
  }

  SSLContext tls() {
    return trust.orElseGet(
        () -> {
          try {
            return SSLContext.getDefault();
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no default TLS context.", e);
          }
        });
  }
}
