package dev.sallyport.checks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What options refuse, and what the driver is told. */
class JdbcOptionsTest {
  private static final JdbcOptions OPTIONS =
      JdbcOptions.url("jdbc:postgresql://db:5432/app?tcpKeepAlive=true");

  @Test
  void a_password_in_the_url_is_refused_and_not_repeated() {
    for (String url :
        List.of(
            "jdbc:postgresql://db/app?user=me&password=hush",
            "jdbc:mysql://me:hush@db/app",
            "jdbc:sqlserver://db;password=hush")) {
      assertThatThrownBy(() -> JdbcOptions.url(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("holds a password")
          .hasMessageNotContaining("hush");
    }
    assertThatThrownBy(() -> OPTIONS.property("sslPassword", "hush"))
        .hasMessageContaining("Use password(secret)")
        .hasMessageNotContaining("hush");
  }

  @Test
  void tls_in_the_url_is_refused() {
    assertThatThrownBy(() -> JdbcOptions.url("jdbc:postgresql://db/app?sslmode=require"))
        .hasMessage(
            "The URL of jdbc:postgresql://db/app says how to use TLS. Take that out: TLS is"
                + " verified unless withoutTls() says otherwise, and trusting(pem) names whom to"
                + " trust.");
  }

  @Test
  void contradictions_are_refused() {
    assertThatThrownBy(() -> JdbcOptions.url("postgresql://db/app"))
        .hasMessageContaining("is no JDBC URL");
    assertThatThrownBy(() -> JdbcChecks.of(OPTIONS.password(Server.SECRET)))
        .hasMessage("There is a password, but no user. Add user(name), or leave the password out.");
    JdbcOptions source = JdbcOptions.dataSource("pool", new JdbcDataSource());
    assertThatThrownBy(() -> source.user("me")).hasMessageContaining("There is a data source");
    assertThatThrownBy(() -> JdbcChecks.of(source.password(Server.SECRET)))
        .hasMessageContaining("There is a data source");
    assertThatThrownBy(() -> OPTIONS.deadlines(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessage("The deadline to connect must be positive, but is PT0S");
  }

  @Test
  void deadlines_and_verified_tls_are_always_set() {
    Properties told = DriverProperties.of(OPTIONS.user("me").settings(), Optional.of("hush"));
    assertThat(told)
        .containsEntry("sslmode", "verify-full")
        .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
        .containsEntry("loginTimeout", "5")
        .containsEntry("connectTimeout", "5")
        .containsEntry("socketTimeout", "10")
        .containsEntry("user", "me")
        .containsEntry("password", "hush");
    Properties trusting =
        DriverProperties.of(OPTIONS.trusting(Path.of("ca.pem")).settings(), Optional.empty());
    assertThat(trusting).containsEntry("sslrootcert", "ca.pem").doesNotContainKey("sslfactory");
    assertThat(DriverProperties.of(OPTIONS.withoutTls().settings(), Optional.empty()))
        .containsEntry("sslmode", "disable");
  }

  @Test
  void what_is_shown_holds_no_parameters() {
    assertThat(OPTIONS).hasToString("jdbc:postgresql://db:5432/app");
  }

  @Test
  void what_would_judge_nothing_is_refused() {
    try (JdbcChecks db = ScriptedDatabase.healthy().checks()) {
      assertThatThrownBy(() -> db.replicationLag().expecting(0))
          .hasMessageContaining("there is nothing to judge");
      assertThatThrownBy(() -> db.locksAndLongTransactions().noneLongerThan(Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
