package dev.sallyport.channels;

import dev.sallyport.plan.Retry;
import java.net.ProxySelector;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;

/**
 * How channels connect and try again. Immutable and thread-safe; each method returns a changed
 * copy.
 */
public final class ChannelOptions {
  private static final ChannelOptions DEFAULTS =
      new ChannelOptions(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Retry.backoff(Duration.ofSeconds(1), 2)
              .attempts(4)
              .atMost(Duration.ofSeconds(30))
              .jitter(),
          Optional.empty(),
          Optional.empty(),
          () -> ThreadLocalRandom.current().nextDouble());

  private final Duration connectTimeout;
  private final Duration requestTimeout;
  private final Retry retry;
  private final Optional<SSLContext> trust;
  private final Optional<ProxySelector> proxy;
  private final DoubleSupplier draws;

  private ChannelOptions(
      Duration connectTimeout,
      Duration requestTimeout,
      Retry retry,
      Optional<SSLContext> trust,
      Optional<ProxySelector> proxy,
      DoubleSupplier draws) {
    this.connectTimeout = connectTimeout;
    this.requestTimeout = requestTimeout;
    this.retry = retry;
    this.trust = trust;
    this.proxy = proxy;
    this.draws = draws;
  }

  /**
   * Returns 5 s to connect, 10 s for an attempt, four attempts with delays of about 1, 2 and 4 s,
   * the trust and the proxies of the running JVM. All of it ends with the time that a channel is
   * given to send.
   */
  public static ChannelOptions defaults() {
    return DEFAULTS;
  }

  /** Returns these options with another time limit for making a connection. */
  public ChannelOptions connectTimeout(Duration limit) {
    return new ChannelOptions(
        positive(limit, "connect timeout"), requestTimeout, retry, trust, proxy, draws);
  }

  /** Returns these options with another time limit for one attempt, connecting included. */
  public ChannelOptions requestTimeout(Duration limit) {
    return new ChannelOptions(
        connectTimeout, positive(limit, "request timeout"), retry, trust, proxy, draws);
  }

  /**
   * Returns these options with another policy of how often and after what delay; what is tried
   * again at all is the channel's to say, so a policy's own choice of exceptions is not asked.
   */
  public ChannelOptions retry(Retry policy) {
    return new ChannelOptions(connectTimeout, requestTimeout, policy, trust, proxy, draws);
  }

  /** Returns these options with the certificates that {@code context} trusts and presents. */
  public ChannelOptions trusting(SSLContext context) {
    return new ChannelOptions(
        connectTimeout, requestTimeout, retry, Optional.of(context), proxy, draws);
  }

  /** Returns these options with the proxies that {@code selector} names; e-mail uses none. */
  public ChannelOptions proxy(ProxySelector selector) {
    return new ChannelOptions(
        connectTimeout, requestTimeout, retry, trust, Optional.of(selector), draws);
  }

  /** Returns these options with another source of draws for jitter, each in [0, 1). */
  public ChannelOptions draws(DoubleSupplier source) {
    return new ChannelOptions(connectTimeout, requestTimeout, retry, trust, proxy, source);
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration requestTimeout() {
    return requestTimeout;
  }

  Retry retry() {
    return retry;
  }

  double draw() {
    return draws.getAsDouble();
  }

  Optional<ProxySelector> proxy() {
    return proxy.or(() -> Optional.ofNullable(ProxySelector.getDefault()));
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

  private static Duration positive(Duration limit, String what) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "The " + what + " must be longer than nothing, but is " + limit + ".");
    }
    return limit;
  }
}
