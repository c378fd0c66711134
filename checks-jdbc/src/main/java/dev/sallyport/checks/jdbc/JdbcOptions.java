package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Says which database is asked, and how: the URL, credentials, TLS and deadlines.
 *
 * <p>Begin with {@link #url} or {@link #dataSource} and add what differs from the defaults: no
 * credentials, 5 s to connect, 5 s for an answer. A {@code jdbc:postgresql:} URL is asked over TLS,
 * the certificate and its name verified ({@code sslmode=verify-full}), unless {@link #withoutTls}
 * says otherwise; for other drivers TLS is set by their own {@link #property properties}. Every
 * method returns a new object. Immutable and thread-safe.
 */
public final class JdbcOptions {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i)[?&;](password|sslpassword)=|//[^/@?]*:[^/@?]*@");
  private static final Pattern SSL_MODE =
      Pattern.compile("(?i)[?&](ssl|sslmode|sslfactory|sslrootcert)=");

  private final Settings settings;

  private JdbcOptions(Settings settings) {
    this.settings = settings;
  }

  /**
   * Returns the default options for the database at a JDBC URL, whose driver must be on the class
   * path.
   *
   * @throws IllegalArgumentException if it is no JDBC URL, holds a password, or, for PostgreSQL,
   *     settings of TLS: both have methods of their own here
   */
  public static JdbcOptions url(String url) {
    if (!url.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "'" + shown(url) + "' is no JDBC URL. Write it as jdbc:postgresql://host:5432/database.");
    }
    if (CREDENTIALS.matcher(url).find()) {
      throw new IllegalArgumentException(
          "The URL of " + shown(url) + " holds a password. Take it out, and add password(secret).");
    }
    if (postgres(url) && SSL_MODE.matcher(url).find()) {
      throw new IllegalArgumentException(
          "The URL of "
              + shown(url)
              + " says how to use TLS. Take that out: TLS is verified unless withoutTls() says"
              + " otherwise, and trusting(pem) names whom to trust.");
    }
    return new JdbcOptions(
        new Settings(
            shown(url),
            Optional.of(url),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Tls.VERIFIED,
            DEADLINE,
            DEADLINE));
  }

  /**
   * Returns the default options for the connections of a data source, which brings credentials and
   * TLS of its own. One connection is taken and kept until it breaks or the checks are closed.
   *
   * @param name what reports call it
   */
  public static JdbcOptions dataSource(String name, DataSource source) {
    Objects.requireNonNull(source, "source");
    return new JdbcOptions(
        new Settings(
            Objects.requireNonNull(name, "name"),
            Optional.empty(),
            Optional.of(source),
            Map.of(),
            Optional.empty(),
            Tls.VERIFIED,
            DEADLINE,
            DEADLINE));
  }

  /** Returns these options for a user of the database. */
  public JdbcOptions user(String name) {
    return property("user", name);
  }

  /** Returns these options with the user's password. */
  public JdbcOptions password(Secret<String> password) {
    return new JdbcOptions(settings.with(Optional.of(password)));
  }

  /**
   * Returns these options with one more property for the driver, such as {@code targetServerType}.
   *
   * @throws IllegalArgumentException if it is a password, or there is a data source
   */
  public JdbcOptions property(String name, String value) {
    if (name.toLowerCase(Locale.ROOT).contains("password")) {
      throw new IllegalArgumentException(
          "The property '" + name + "' is a password. Use password(secret), which hides it.");
    }
    refuseForDataSource("a property");
    Map<String, String> more = new TreeMap<>(settings.properties());
    more.put(name, value);
    return new JdbcOptions(settings.with(more));
  }

  /** Returns these options with the certificates to trust, a PEM file, in place of the JDK's. */
  public JdbcOptions trusting(Path certificates) {
    refuseForDataSource("a certificate to trust");
    Tls old = settings.tls();
    return with(new Tls(true, Optional.of(certificates), old.chain(), old.key()));
  }

  /**
   * Returns these options with a client certificate.
   *
   * @param chain the certificate with its chain, a PEM file
   * @param key its private key without a password, a file in PKCS 8, as DER or PEM
   */
  public JdbcOptions clientCertificate(Path chain, Path key) {
    refuseForDataSource("a client certificate");
    return with(new Tls(true, settings.tls().trusted(), Optional.of(chain), Optional.of(key)));
  }

  /** Returns these options without TLS: for a server on the same machine, or behind a tunnel. */
  public JdbcOptions withoutTls() {
    return with(new Tls(false, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /**
   * Returns these options with other deadlines.
   *
   * @param connect for connecting with TLS and login, 5 s unless said
   * @param answer for the answers to one check, 5 s unless said
   * @throws IllegalArgumentException if one is not positive
   */
  public JdbcOptions deadlines(Duration connect, Duration answer) {
    return new JdbcOptions(
        settings.within(
            Quantities.positive(connect, "deadline to connect"),
            Quantities.positive(answer, "deadline to answer")));
  }

  private JdbcOptions with(Tls tls) {
    return new JdbcOptions(settings.with(tls));
  }

  private void refuseForDataSource(String what) {
    if (settings.source().isPresent()) {
      throw new IllegalArgumentException(
          "There is a data source; " + what + " must be given to that, not to these options.");
    }
  }

  Settings settings() {
    if (settings.password().isPresent()
        && settings.source().isEmpty()
        && !settings.properties().containsKey("user")) {
      throw new IllegalArgumentException(
          "There is a password, but no user. Add user(name), or leave the password out.");
    }
    if (settings.password().isPresent()) {
      refuseForDataSource("a password");
    }
    return settings;
  }

  private static boolean postgres(String url) {
    return url.startsWith("jdbc:postgresql:");
  }

  /** Returns the URL without its parameters and whatever stands before an at sign. */
  private static String shown(String url) {
    return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  @Override
  public String toString() {
    return settings.address();
  }

  /** What was chosen; the address is what people see. */
  record Settings(
      String address,
      Optional<String> url,
      Optional<DataSource> source,
      Map<String, String> properties,
      Optional<Secret<String>> password,
      Tls tls,
      Duration connectWithin,
      Duration answerWithin) {

    boolean postgres() {
      return url.filter(JdbcOptions::postgres).isPresent();
    }

    Settings with(Optional<Secret<String>> newPassword) {
      return new Settings(
          address, url, source, properties, newPassword, tls, connectWithin, answerWithin);
    }

    Settings with(Map<String, String> newProperties) {
      return new Settings(
          address, url, source, newProperties, password, tls, connectWithin, answerWithin);
    }

    Settings with(Tls newTls) {
      return new Settings(
          address, url, source, properties, password, newTls, connectWithin, answerWithin);
    }

    Settings within(Duration connect, Duration answer) {
      return new Settings(address, url, source, properties, password, tls, connect, answer);
    }
  }

  /** Whom to trust, and who we are. */
  record Tls(boolean used, Optional<Path> trusted, Optional<Path> chain, Optional<Path> key) {
    static final Tls VERIFIED = new Tls(true, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
