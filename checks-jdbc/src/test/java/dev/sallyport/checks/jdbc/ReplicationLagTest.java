package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real primary with a standby that streams from it. */
@Timeout(90)
class ReplicationLagTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static DebianServer primary;
  private static DebianServer standby;
  private static JdbcChecks db;
  private static JdbcChecks copy;

  @BeforeAll
  static void start() throws Exception {
    primary = DebianServer.fresh("wal_sender_timeout = 2s");
    primary.database("app");
    standby = DebianServer.standbyOf(primary, "standby1");
    db = primary.checks("app");
    copy = standby.checks("app");
  }

  @AfterAll
  static void stop() {
    if (primary != null) {
      db.close();
      primary.close();
    }
    if (standby != null) {
      copy.close();
      standby.close();
    }
  }

  private static void write() throws Exception {
    primary.run("app", "create table if not exists t (id int)", "insert into t values (1)");
  }

  @Test
  void a_standby_that_keeps_up_passes() throws Exception {
    write();
    Verdict verdict = ASK.until(db.replicationLag().alsoAsking(copy).below(LIMIT), "pass");

    assertThat(verdict.reason()).startsWith("All 2 standbys replayed up to ");
    assertThat(verdict.evidence().observed().toString())
        .contains("standby1", "state=streaming", "replay_lsn=", "status=streaming", "replayed in");
    assertThat(verdict.evidence().samples()).isPositive();
  }

  @Test
  void a_write_of_ours_arrives_and_touches_no_table() throws Exception {
    String before = primary.ask("app", "select pg_current_wal_lsn()");
    Verdict verdict = ASK.until(db.replicationLag().afterAWrite().below(LIMIT), "pass");

    assertThat(verdict.evidence().asked()).contains("pg_logical_emit_message");
    assertThat(
            primary.ask(
                "app", "select pg_wal_lsn_diff(pg_current_wal_lsn(), '" + before + "') > 0"))
        .isEqualTo("t");
  }

  @Test
  void an_idle_primary_has_no_lag_though_the_naive_query_says_so() throws Exception {
    write();
    Thread.sleep(300);
    ASK.until(db.replicationLag().alsoAsking(copy).below(Duration.ofMillis(500)), "pass");
    double naive =
        Double.parseDouble(
            standby.ask(
                "app",
                "select extract(epoch from now() - pg_last_xact_replay_timestamp()) * 1000"));
    assertThat(naive).isGreaterThan(250);
  }

  @Test
  void a_paused_replay_is_a_breach_and_fails_if_the_standby_is_asked() throws Exception {
    standby.run("app", "select pg_wal_replay_pause()");
    try {
      write();
      Verdict seen = ASK.now(db.replicationLag().below(Duration.ofMillis(300)));
      assertThat(word(seen)).as(seen.reason()).isEqualTo("pending replication-lag");
      assertThat(seen.reason()).startsWith("Standbys are behind ").contains("standby1");
      assertThat(word(ASK.now(db.replicationLag().staysBelow(Duration.ofMillis(300)))))
          .isEqualTo("fail replication-lag");
      assertThat(word(ASK.now(db.replicationLag().alsoAsking(copy).below(LIMIT))))
          .isEqualTo("fail replay-paused");
    } finally {
      standby.run("app", "select pg_wal_replay_resume()");
    }
    ASK.until(db.replicationLag().below(LIMIT), "pass");
  }

  @Test
  void a_standby_that_is_cut_off_is_not_one_without_lag() throws Exception {
    String conninfo = standby.ask("app", "show primary_conninfo");
    standby.run("app", "alter system set primary_conninfo = ''", "select pg_reload_conf()");
    try {
      ASK.until(db.replicationLag().below(LIMIT), "pending standby-missing");
      Verdict verdict =
          ASK.now(
              Check.of(
                  "the standby alone",
                  context ->
                      Look.at(
                          copy.database(),
                          Receiver.QUESTION,
                          context,
                          (seen, evidence) ->
                              Verdict.pass(seen.state().row().text("status"), evidence))));
      assertThat(verdict.reason()).as("the receiver does not run").isEmpty();
      assertThat(standby.ask("app", "select pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()"))
          .as("the naive query takes it for caught up")
          .isEqualTo("t");
    } finally {
      standby.run(
          "app",
          "alter system set primary_conninfo = '" + conninfo.replace("'", "''") + "'",
          "select pg_reload_conf()");
    }
    ASK.until(db.replicationLag().alsoAsking(copy).below(LIMIT), "pass");
  }

  @Test
  void a_standby_that_is_down_is_missing() throws Exception {
    standby.stop();
    try {
      write();
      ASK.until(db.replicationLag().below(LIMIT), "pending standby-missing");
      assertThat(word(ASK.now(db.replicationLag().staysBelow(LIMIT))))
          .isEqualTo("fail standby-missing");
      ASK.until(
          db.capacity().slotsKeepAtMost(DataSize.bytes(0)).and(db.dbConnectivity()),
          "pending slot-keeps-wal");
    } finally {
      standby.start();
    }
    ASK.until(db.replicationLag().below(LIMIT), "pass");
  }

  @Test
  void more_standbys_than_there_are() throws Exception {
    Verdict verdict = ASK.now(db.replicationLag().expecting(2).below(LIMIT));
    assertThat(word(verdict)).isEqualTo("pending standby-missing");
    assertThat(verdict.reason()).startsWith("Of at least 2 standbys 1 stream from the primary: ");
  }

  @Test
  void the_standby_asked_for_the_primary() throws Exception {
    assertThat(word(ASK.now(copy.replicationLag().below(LIMIT)))).isEqualTo("pending not-primary");
    assertThat(word(ASK.now(copy.dbConnectivity().primary()))).isEqualTo("pending wrong-role");
    assertThat(word(ASK.now(copy.dbConnectivity().standby()))).isEqualTo("pass");
    assertThat(word(ASK.now(copy.capacity()))).isEqualTo("pass");
    assertThat(word(ASK.now(copy.locksAndLongTransactions()))).isEqualTo("pass");
  }

  @Test
  void a_server_that_is_no_copy_of_the_primary() throws Exception {
    Server other = Servers.debian();
    other.database("app");
    try (JdbcChecks wrong = other.checks("app")) {
      assertThat(word(ASK.now(db.replicationLag().alsoAsking(wrong).below(LIMIT))))
          .isEqualTo("fail other-server");
    }
    assertThat(word(ASK.now(db.replicationLag().alsoAsking(db).below(LIMIT))))
        .isEqualTo("fail not-a-standby");
  }

  @Test
  void the_metric_is_a_quantity() throws Exception {
    write();
    ASK.until(db.replicationLag().below(LIMIT), "pass");
    Reading<Duration> reading =
        db.replicationLag().read(ASK.within(Duration.ofSeconds(10)).sample());
    assertThat(reading).isInstanceOf(Reading.Value.class);
  }

  @Test
  void a_user_without_rights_sees_no_standby() throws Exception {
    try (JdbcChecks stranger =
        JdbcChecks.of(
            JdbcOptions.url(primary.url("app"))
                .withoutTls()
                .user("stranger")
                .password(Server.SECRET))) {
      Verdict verdict = ASK.now(stranger.replicationLag().below(LIMIT));
      assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains("pg_read_all_stats");
    }
  }
}
