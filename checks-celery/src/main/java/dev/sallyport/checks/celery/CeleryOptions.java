package dev.sallyport.checks.celery;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which Redis broker is asked, and how the application names things in it.
 *
 * <p>Begin with {@link #broker}; defaults are Celery's own: database 0, no key prefix, the exchange
 * {@code celery}, priority steps 0, 3, 6, 9, a visibility timeout of one hour. Connecting and each
 * command may take 2 seconds. Every method returns a new object. Immutable and thread-safe.
 */
public final class CeleryOptions {
  private final Settings settings;

  private CeleryOptions(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the default options for a broker.
   *
   * @param host its host
   * @param port its port, usually 6379
   */
  public static CeleryOptions broker(String host, int port) {
    return new CeleryOptions(
        new Settings(
            new Settings.Place(Objects.requireNonNull(host, "host"), port, 0),
            new Settings.Access(Optional.empty(), Optional.empty()),
            new Settings.Tls(false, Optional.empty()),
            new Settings.Names("", "celery", List.of(3, 6, 9)),
            new Settings.Times(Duration.ofHours(1), Duration.ofSeconds(2))));
  }

  /** Returns these options for another database of the server, and of its results. */
  public CeleryOptions database(int number) {
    return new CeleryOptions(settings.with(settings.place().at(number)));
  }

  /** Returns these options with a password: that of {@code requirepass}, or of {@link #user}. */
  public CeleryOptions password(Secret<String> password) {
    return new CeleryOptions(settings.with(settings.access().as(password)));
  }

  /** Returns these options for an ACL user; it needs a {@link #password}. */
  public CeleryOptions user(String name) {
    return new CeleryOptions(settings.with(settings.access().as(name)));
  }

  /**
   * Returns these options over TLS, trusting the JDK's certificates and verifying the host name.
   */
  public CeleryOptions tls() {
    return new CeleryOptions(settings.with(new Settings.Tls(true, Optional.empty())));
  }

  /** Returns these options over TLS, with the certificates to trust, a PEM file. */
  public CeleryOptions tls(Path certificates) {
    return new CeleryOptions(settings.with(new Settings.Tls(true, Optional.of(certificates))));
  }

  /** Returns these options with the {@code global_keyprefix} of the broker's transport options. */
  public CeleryOptions keyPrefix(String prefix) {
    return new CeleryOptions(settings.with(settings.names().prefixed(prefix)));
  }

  /** Returns these options with the name of the control exchange, {@code celery} unless said. */
  public CeleryOptions controlExchange(String exchange) {
    return new CeleryOptions(settings.with(settings.names().controlledBy(exchange)));
  }

  /** Returns these options with the broker's {@code priority_steps}, without the 0. */
  public CeleryOptions prioritySteps(List<Integer> steps) {
    return new CeleryOptions(settings.with(settings.names().stepping(steps)));
  }

  /**
   * Returns these options with the broker's {@code visibility_timeout}, 1 hour unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CeleryOptions visibilityTimeout(Duration timeout) {
    return new CeleryOptions(
        settings.with(
            settings.times().visible(Quantities.positive(timeout, "visibility timeout"))));
  }

  /**
   * Returns these options with another deadline to connect and for each command, 2 s unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CeleryOptions deadline(Duration limit) {
    return new CeleryOptions(
        settings.with(settings.times().answering(Quantities.positive(limit, "deadline"))));
  }

  Settings settings() {
    return settings;
  }
}
