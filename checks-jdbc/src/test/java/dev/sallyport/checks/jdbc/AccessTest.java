package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, rights and TLS at a real server. */
class AccessTest {
  @TempDir private static Path folder;
  private static DebianServer server;
  private static Certificate ours;
  private static Certificate other;

  @BeforeAll
  static void start() throws Exception {
    server = DebianServer.fresh();
    ours = Certificate.of("ours", "ip:127.0.0.1", folder);
    other = Certificate.of("other", "dns:elsewhere.example", folder);
    server.database("app");
    server.run("app", "create table app (id int primary key)");
    serve(ours);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Lets the server show that certificate. */
  private static void serve(Certificate certificate) throws Exception {
    Path data = server.dataFolder();
    Files.copy(
        certificate.chain(), data.resolve("server.crt"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(certificate.key(), data.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
    Command.run("chmod", "600", data.resolve("server.key").toString()).orThrow();
    Command.run(
            "chown",
            "--reference=" + data,
            data.resolve("server.key").toString(),
            data.resolve("server.crt").toString())
        .orThrow();
    server.run("postgres", "alter system set ssl = on");
    server.stop();
    server.start();
  }

  private static JdbcOptions options(String user) {
    return JdbcOptions.url(server.url("app")).user(user).password(Server.SECRET);
  }

  private static Verdict ask(JdbcOptions options, Function<JdbcChecks, Check> check)
      throws Exception {
    return ask(options, check, Server.PASSWORD);
  }

  private static Verdict ask(
      JdbcOptions options, Function<JdbcChecks, Check> check, String password) throws Exception {
    try (JdbcChecks checks = JdbcChecks.of(options)) {
      return check
          .apply(checks)
          .judge(ASK.within(Duration.ofSeconds(10)).knowing(Server.SECRET, password).sample());
    }
  }

  @Test
  void tls_is_verified_against_the_certificate_that_is_trusted() throws Exception {
    Verdict verdict =
        ask(options("checker").trusting(ours.chain()), db -> db.dbConnectivity().primary());

    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("pass");
    assertThat(verdict.evidence().observed().toString()).contains("tls=TLSv1.3");
  }

  @Test
  void a_certificate_that_nobody_trusts_is_refused_by_default() throws Exception {
    Verdict verdict = ask(options("checker"), JdbcChecks::dbConnectivity);

    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("does not agree with us on TLS", "trusting(pem)");
    assertThat(word(ask(options("checker").trusting(other.chain()), JdbcChecks::dbConnectivity)))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_certificate_for_another_name_is_refused() throws Exception {
    serve(other);
    try {
      Verdict verdict = ask(options("checker").trusting(other.chain()), JdbcChecks::dbConnectivity);
      assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
    } finally {
      serve(ours);
    }
  }

  @Test
  void a_server_without_tls_is_not_spoken_to_in_the_clear() throws Exception {
    Server plain = Servers.newest();
    Verdict verdict =
        ask(
            JdbcOptions.url(plain.url("postgres")).user("checker").password(Server.SECRET),
            JdbcChecks::dbConnectivity);

    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("TLS");
  }

  @Test
  void a_wrong_password_fails_connectivity_and_is_never_shown() throws Exception {
    Verdict verdict =
        ask(options("checker").withoutTls(), JdbcChecks::dbConnectivity, "wr0ng-password");

    assertThat(verdict.reason())
        .isEqualTo(
            server.url("app")
                + " refuses the login: FATAL: password authentication failed for user \"checker\"."
                + " Look at the user, the secret bound for it, and the server's pg_hba.conf.");
    assertThat(word(verdict)).isEqualTo("fail credentials-refused");
    assertThat(verdict.toString()).doesNotContain("wr0ng-password");
  }

  @Test
  void a_wrong_password_makes_the_others_inconclusive() throws Exception {
    assertThat(word(ask(options("checker").withoutTls(), JdbcChecks::indexesValid, "wr0ng")))
        .isEqualTo("inconclusive ERROR");
    assertThat(word(ask(options("nobody").withoutTls(), JdbcChecks::capacity)))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_database_that_is_not_there_fails() throws Exception {
    Verdict verdict =
        ask(
            JdbcOptions.url(server.url("elsewhere"))
                .withoutTls()
                .user("checker")
                .password(Server.SECRET),
            JdbcChecks::dbConnectivity);

    assertThat(word(verdict)).isEqualTo("fail no-such-database");
  }

  @Test
  void what_a_user_may_not_see_is_inconclusive() throws Exception {
    try (Others others = new Others(server, "app")) {
      others.open("select * from app");
      Verdict verdict = ask(options("stranger").withoutTls(), JdbcChecks::locksAndLongTransactions);
      assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains("cannot be looked into", "pg_read_all_stats");
      Verdict capacity = ask(options("stranger").withoutTls(), JdbcChecks::capacity);
      assertThat(capacity.evidence().observed().toString())
          .as("sessions of others are counted")
          .contains("in_database=2");
    }
  }

  @Test
  void a_table_of_migrations_that_may_not_be_read_is_inconclusive() throws Exception {
    Scripts.alembic(folder.resolve("versions"), "a1", "None");
    server.run(
        "app", "create table if not exists alembic_version (version_num varchar(32) primary key)");
    Verdict verdict =
        ask(
            options("stranger").withoutTls(),
            db -> db.migrationsAtHead(AlembicScripts.in(folder.resolve("versions"))));

    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("does not let this user see that", "SELECT");
  }
}
