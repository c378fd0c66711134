package dev.sallyport.checks.redis;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Says which Redis cluster is asked, and how: the seeds, credentials, TLS and deadlines.
 *
 * <p>Begin with {@link #seeds} and add what differs from the defaults: no credentials, no TLS, 2
 * seconds to connect, 2 seconds for the answers of one node. Every method returns a new object.
 * Immutable and thread-safe.
 */
public final class RedisOptions {
  private final Settings settings;

  private RedisOptions(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the default options for the cluster that these servers belong to.
   *
   * <p>A seed is {@code host}, {@code host:port}, {@code redis://host:port}, or {@code
   * rediss://host:port} for TLS; the port is 6379 unless said. Name several, best all the nodes: a
   * seed counts as a member that must be there, and the halves of a split cluster are only seen if
   * both are asked.
   *
   * @throws IllegalArgumentException if a seed cannot be read, holds credentials or a path, or if
   *     some seeds ask for TLS and some do not
   */
  public static RedisOptions seeds(String first, String... more) {
    List<String> all = new ArrayList<>();
    all.add(first);
    all.addAll(List.of(more));
    List<Seed> seeds = all.stream().map(Seed::parse).toList();
    boolean tls = seeds.get(0).tls();
    if (seeds.stream().anyMatch(seed -> seed.tls() != tls)) {
      throw new IllegalArgumentException(
          "Some seeds are rediss:// and some are not. The nodes of a cluster are asked in one way.");
    }
    List<Address> addresses = seeds.stream().map(Seed::address).distinct().toList();
    return new RedisOptions(
        new Settings(
            addresses,
            tls,
            Optional.empty(),
            Optional.empty(),
            new Tls(Optional.empty(), Optional.empty(), Optional.empty(), true),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2)));
  }

  /** Returns these options with a password: that of {@code requirepass}, or of {@link #user}. */
  public RedisOptions password(Secret<String> password) {
    Objects.requireNonNull(password, "password");
    return new RedisOptions(settings.as(settings.user(), Optional.of(password)));
  }

  /** Returns these options for an ACL user (Redis 6 and later); it needs a {@link #password}. */
  public RedisOptions user(String name) {
    return new RedisOptions(settings.as(Optional.of(name), settings.password()));
  }

  /** Returns these options with the certificates to trust, a PEM file, in place of the JDK's. */
  public RedisOptions trusting(Path certificates) {
    Tls old = settings.trust();
    return with(new Tls(Optional.of(certificates), old.chain(), old.key(), old.hostNames()));
  }

  /**
   * Returns these options with a client certificate, which Redis asks for unless it runs with
   * {@code tls-auth-clients no}.
   *
   * @param chain the certificate with its chain, a PEM file
   * @param key its private key without a password, a PEM file in PKCS 8
   */
  public RedisOptions clientCertificate(Path chain, Path key) {
    Tls old = settings.trust();
    return with(new Tls(old.trusted(), Optional.of(chain), Optional.of(key), old.hostNames()));
  }

  /**
   * Returns these options without comparing the host name with that in the server's certificate.
   *
   * <p>The nodes announce IP addresses, which certificates often do not name. The certificate
   * itself is still checked.
   */
  public RedisOptions anyHostName() {
    Tls old = settings.trust();
    return with(new Tls(old.trusted(), old.chain(), old.key(), false));
  }

  /**
   * Returns these options with other deadlines.
   *
   * @param connect for a connection to a node, 2 s unless said
   * @param answer for all the answers of a node, 2 s unless said
   * @throws IllegalArgumentException if one is not positive
   */
  public RedisOptions deadlines(Duration connect, Duration answer) {
    return new RedisOptions(
        settings.within(
            Quantities.positive(connect, "deadline to connect"),
            Quantities.positive(answer, "deadline to answer")));
  }

  private RedisOptions with(Tls trust) {
    return new RedisOptions(settings.trusting(trust));
  }

  Settings settings() {
    if (settings.user().isPresent() && settings.password().isEmpty()) {
      throw new IllegalArgumentException(
          "There is a user, but no password. Add password(secret), or leave the user out.");
    }
    return settings;
  }

  @Override
  public String toString() {
    return (settings.tls() ? "rediss " : "redis ") + settings.seeds();
  }

  /** What was chosen. */
  record Settings(
      List<Address> seeds,
      boolean tls,
      Optional<String> user,
      Optional<Secret<String>> password,
      Tls trust,
      Duration connectWithin,
      Duration answerWithin) {

    Settings as(Optional<String> newUser, Optional<Secret<String>> newPassword) {
      return new Settings(seeds, tls, newUser, newPassword, trust, connectWithin, answerWithin);
    }

    Settings trusting(Tls newTrust) {
      return new Settings(seeds, tls, user, password, newTrust, connectWithin, answerWithin);
    }

    Settings within(Duration connect, Duration answer) {
      return new Settings(seeds, tls, user, password, trust, connect, answer);
    }
  }

  /** Whom to trust, and who we are. */
  record Tls(Optional<Path> trusted, Optional<Path> chain, Optional<Path> key, boolean hostNames) {}
}
