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
            Objects.requireNonNull(host, "host"),
            port,
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            "celery",
            List.of(3, 6, 9),
            Duration.ofHours(1),
            Duration.ofSeconds(2)));
  }

  /** Returns these options for another database of the server, and of its results. */
  public CeleryOptions database(int number) {
    return new CeleryOptions(settings.withDatabase(number));
  }

  /** Returns these options with a password: that of {@code requirepass}, or of {@link #user}. */
  public CeleryOptions password(Secret<String> password) {
    return new CeleryOptions(settings.as(settings.user(), Optional.of(password)));
  }

  /** Returns these options for an ACL user; it needs a {@link #password}. */
  public CeleryOptions user(String name) {
    return new CeleryOptions(settings.as(Optional.of(name), settings.password()));
  }

  /**
   * Returns these options over TLS, trusting the JDK's certificates and verifying the host name.
   */
  public CeleryOptions tls() {
    return new CeleryOptions(settings.overTls(Optional.empty()));
  }

  /** Returns these options over TLS, with the certificates to trust, a PEM file. */
  public CeleryOptions tls(Path certificates) {
    return new CeleryOptions(settings.overTls(Optional.of(certificates)));
  }

  /** Returns these options with the {@code global_keyprefix} of the broker's transport options. */
  public CeleryOptions keyPrefix(String prefix) {
    return new CeleryOptions(settings.named(prefix, settings.exchange(), settings.steps()));
  }

  /** Returns these options with the name of the control exchange, {@code celery} unless said. */
  public CeleryOptions controlExchange(String exchange) {
    return new CeleryOptions(settings.named(settings.prefix(), exchange, settings.steps()));
  }

  /** Returns these options with the broker's {@code priority_steps}, without the 0. */
  public CeleryOptions prioritySteps(List<Integer> steps) {
    return new CeleryOptions(
        settings.named(settings.prefix(), settings.exchange(), List.copyOf(steps)));
  }

  /**
   * Returns these options with the broker's {@code visibility_timeout}, 1 hour unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CeleryOptions visibilityTimeout(Duration timeout) {
    return new CeleryOptions(
        settings.timed(
            Quantities.positive(timeout, "visibility timeout"), settings.answerWithin()));
  }

  /**
   * Returns these options with another deadline to connect and for each command, 2 s unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CeleryOptions deadline(Duration limit) {
    return new CeleryOptions(
        settings.timed(settings.visibility(), Quantities.positive(limit, "deadline")));
  }

  Settings settings() {
    return settings;
  }

  /** What was chosen. */
  record Settings(
      String host,
      int port,
      int database,
      boolean tls,
      Optional<Path> trusted,
      Optional<String> user,
      Optional<Secret<String>> password,
      String prefix,
      String exchange,
      List<Integer> steps,
      Duration visibility,
      Duration answerWithin) {

    Settings withDatabase(int number) {
      return new Settings(
          host,
          port,
          number,
          tls,
          trusted,
          user,
          password,
          prefix,
          exchange,
          steps,
          visibility,
          answerWithin);
    }

    Settings as(Optional<String> newUser, Optional<Secret<String>> newPassword) {
      return new Settings(
          host,
          port,
          database,
          tls,
          trusted,
          newUser,
          newPassword,
          prefix,
          exchange,
          steps,
          visibility,
          answerWithin);
    }

    Settings overTls(Optional<Path> certificates) {
      return new Settings(
          host,
          port,
          database,
          true,
          certificates,
          user,
          password,
          prefix,
          exchange,
          steps,
          visibility,
          answerWithin);
    }

    Settings named(String newPrefix, String newExchange, List<Integer> newSteps) {
      return new Settings(
          host,
          port,
          database,
          tls,
          trusted,
          user,
          password,
          newPrefix,
          newExchange,
          newSteps,
          visibility,
          answerWithin);
    }

    Settings timed(Duration newVisibility, Duration limit) {
      return new Settings(
          host,
          port,
          database,
          tls,
          trusted,
          user,
          password,
          prefix,
          exchange,
          steps,
          newVisibility,
          limit);
    }

    /** Returns the key of a queue, and of its priorities. */
    List<String> keys(String queue) {
      List<String> keys = new java.util.ArrayList<>(List.of(prefix + queue));
      steps.forEach(step -> keys.add(prefix + queue + Wire.SEPARATOR + step));
      return keys;
    }

    String asked() {
      return "redis" + (tls ? "s" : "") + "://" + host + ":" + port + "/" + database;
    }
  }
}
