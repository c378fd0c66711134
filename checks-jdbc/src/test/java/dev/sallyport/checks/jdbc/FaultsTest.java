package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server that goes away, hangs and comes back under the same client. */
@Timeout(90)
class FaultsTest {
  private static DebianServer server;
  private static JdbcChecks db;

  @BeforeAll
  static void start() throws Exception {
    server = DebianServer.fresh();
    server.database("app");
    server.run("app", "create table app (id int primary key)");
    db =
        JdbcChecks.of(
            JdbcOptions.url(server.url("app"))
                .withoutTls()
                .user("checker")
                .password(Server.SECRET)
                .deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      db.close();
      server.close();
    }
  }

  private static String indexes() throws Exception {
    return word(ASK.now(db.indexesValid()));
  }

  @Test
  void a_server_that_was_restarted_is_connected_to_again() throws Exception {
    assertThat(indexes()).isEqualTo("pass");
    server.stop();
    Verdict down = ASK.now(db.dbConnectivity());
    assertThat(word(down)).as(down.reason()).isEqualTo("pending unreachable");
    assertThat(indexes()).isEqualTo("inconclusive ERROR");
    server.start();
    assertThat(indexes()).isEqualTo("pass");
  }

  @Test
  void a_backend_that_was_ended_costs_no_sample() throws Exception {
    assertThat(indexes()).isEqualTo("pass");
    server.run(
        "postgres",
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'checker'");
    assertThat(indexes()).isEqualTo("pass");
  }

  @Test
  void a_server_that_is_stopped_where_it_stands_costs_its_deadline_and_no_more() throws Exception {
    assertThat(indexes()).isEqualTo("pass");
    server.pause();
    try {
      long began = System.nanoTime();
      Verdict verdict = ASK.now(db.indexesValid());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains("did not answer in time");
      assertThat(word(ASK.now(db.dbConnectivity())))
          .isIn("pending timed-out", "pending unreachable");
    } finally {
      server.resume();
    }
    ASK.until(db.indexesValid(), "pass");
  }

  @Test
  void never_more_than_one_connection_is_open() throws Exception {
    for (int i = 0; i < 5; i++) {
      ASK.now(db.capacity());
    }
    assertThat(
            server.ask(
                "postgres", "select count(*) from pg_stat_activity where usename = 'checker'"))
        .isEqualTo("1");
  }

  @Test
  void nothing_is_left_open_or_changed_in_the_session() throws Exception {
    ASK.now(db.locksAndLongTransactions());
    assertThat(
            server.ask(
                "postgres",
                "select state || coalesce(xact_start::text, '') from pg_stat_activity"
                    + " where usename = 'checker'"))
        .isEqualTo("idle");
  }

  @Test
  void checks_that_are_closed_say_so() throws Exception {
    JdbcChecks closed = server.checks("app");
    closed.close();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ASK.now(closed.capacity())))
        .hasMessage("These JdbcChecks are closed. Keep them open for the run.");
  }

  @Test
  void writes_kept_out_of_a_primary_are_seen() throws Exception {
    server.run("postgres", "alter database app set default_transaction_read_only = on");
    try (JdbcChecks fresh = server.checks("app")) {
      assertThat(word(ASK.now(fresh.dbConnectivity().primary()))).isEqualTo("pending read-only");
    } finally {
      server.run("postgres", "alter database app reset default_transaction_read_only");
    }
  }
}
