package dev.sallyport.checks.mongo;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Says which MongoDB replica set is asked, and how.
 *
 * <p>Defaults: no credentials, no TLS, 3 seconds for the answer of a member. Every method returns a
 * new object. Immutable and thread-safe.
 */
public final class MongoOptions {
  private final List<String> members;
  private final Optional<String> user;
  private final Optional<Secret<String>> password;
  private final Optional<SSLContext> tls;
  private final Duration limit;

  private MongoOptions(
      List<String> members,
      Optional<String> user,
      Optional<Secret<String>> password,
      Optional<SSLContext> tls,
      Duration limit) {
    this.members = List.copyOf(members);
    this.user = user;
    this.password = password;
    this.tls = tls;
    this.limit = limit;
  }

  /**
   * Returns the default options for the replica set with these members, each {@code host:port}.
   *
   * <p>Name them as the set's configuration does. Members that only the configuration knows are
   * asked as well.
   *
   * @throws IllegalArgumentException if one is not {@code host:port}; credentials are given by
   *     {@link #user}
   */
  public static MongoOptions members(String first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    for (String member : all) {
      if (!member.matches("[^@/\\s]+:\\d{1,5}")) {
        throw new IllegalArgumentException(
            "A member is host:port, without a scheme, path or credentials.");
      }
    }
    return new MongoOptions(
        all, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(3));
  }

  /** Returns these options with a user of the database {@code admin}; SCRAM is negotiated. */
  public MongoOptions user(String name, Secret<String> secret) {
    return new MongoOptions(
        members, Optional.of(name), Optional.of(Objects.requireNonNull(secret)), tls, limit);
  }

  /** Returns these options over TLS with whom to trust; host names are verified. */
  public MongoOptions tls(SSLContext context) {
    return new MongoOptions(members, user, password, Optional.of(context), limit);
  }

  /**
   * Returns these options with another deadline for connecting, and for each answer.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MongoOptions deadline(Duration answer) {
    return new MongoOptions(members, user, password, tls, Quantities.positive(answer, "deadline"));
  }

  List<String> members() {
    return members;
  }

  Optional<String> user() {
    return user;
  }

  Optional<Secret<String>> password() {
    return password;
  }

  Optional<SSLContext> tls() {
    return tls;
  }

  Duration limit() {
    return limit;
  }
}
