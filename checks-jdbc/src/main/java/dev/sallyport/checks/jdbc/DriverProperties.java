package dev.sallyport.checks.jdbc;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** What the driver is told: who we are, TLS, and deadlines of its own beneath ours. Pure. */
final class DriverProperties {
  private DriverProperties() {}

  static Properties of(JdbcOptions.Settings settings, Optional<String> password) {
    Properties properties = new Properties();
    settings.properties().forEach(properties::setProperty);
    password.ifPresent(word -> properties.setProperty("password", word));
    if (settings.postgres()) {
      postgres(settings, properties);
    }
    return properties;
  }

  private static void postgres(JdbcOptions.Settings settings, Properties properties) {
    String connect = seconds(settings.connectWithin());
    properties.setProperty("loginTimeout", connect);
    properties.setProperty("connectTimeout", connect);
    properties.setProperty(
        "socketTimeout", seconds(settings.connectWithin().plus(settings.answerWithin())));
    properties.setProperty("cancelSignalTimeout", connect);
    properties.setProperty("sslResponseTimeout", millis(settings.connectWithin()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.putIfAbsent("ApplicationName", "sallyport");
    JdbcOptions.Tls tls = settings.tls();
    properties.setProperty("sslmode", tls.used() ? "verify-full" : "disable");
    if (tls.used() && tls.trusted().isEmpty() && tls.chain().isEmpty()) {
      properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    tls.trusted().ifPresent(pem -> properties.setProperty("sslrootcert", pem.toString()));
    tls.chain().ifPresent(pem -> properties.setProperty("sslcert", pem.toString()));
    tls.key().ifPresent(pem -> properties.setProperty("sslkey", pem.toString()));
  }

  /** Returns whole seconds, rounded up: zero would mean no deadline. */
  static String seconds(Duration span) {
    return String.valueOf(Math.max(1, (span.toMillis() + 999) / 1000));
  }

  private static String millis(Duration span) {
    return String.valueOf(Math.max(1, span.toMillis()));
  }
}
