package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the stand-in can be told beside the states that real servers are put in, and exact words.
 */
class StandInTest {
  private static final Duration LIMIT = Duration.ofMillis(100);

  private final ScriptedDatabase db = ScriptedDatabase.healthy();
  private final JdbcChecks checks = db.checks();

  private static String said(Check check) throws Exception {
    return word(ASK.now(check));
  }

  @Test
  void it_goes_away_and_comes_back() throws Exception {
    db.down();
    assertThat(said(checks.dbConnectivity())).isEqualTo("pending unreachable");
    assertThat(said(checks.indexesValid())).isEqualTo("inconclusive ERROR");
    assertThat(said(checks.replicationLag().below(LIMIT))).isEqualTo("inconclusive ERROR");
    db.hanging();
    assertThat(said(checks.dbConnectivity())).isEqualTo("pending timed-out");
    db.startingUp();
    assertThat(said(checks.dbConnectivity())).isEqualTo("pending starting-up");
    db.refusingLogin();
    assertThat(said(checks.dbConnectivity())).isEqualTo("fail credentials-refused");
    db.connectionsExhausted();
    assertThat(said(checks.dbConnectivity())).isEqualTo("pending connections-exhausted");
    db.answering().demoted();
    assertThat(said(checks.dbConnectivity().standby())).isEqualTo("pass");
    assertThat(said(checks.replicationLag().below(LIMIT))).isEqualTo("pending not-primary");
    db.promoted();
    assertThat(said(checks.dbConnectivity().primary())).isEqualTo("pass");
  }

  @Test
  void standbys_that_are_behind_paused_or_cut_off() throws Exception {
    ScriptedDatabase standby = ScriptedDatabase.healthyStandby();
    Check lag = checks.replicationLag().alsoAsking(standby.checks()).below(LIMIT);
    assertThat(said(lag)).isEqualTo("pass");
    db.standbyBehind("standby1", DataSize.mebibytes(3));
    Verdict behind = ASK.now(lag);
    assertThat(word(behind)).isEqualTo("pending replication-lag");
    assertThat(behind.reason())
        .startsWith("Standbys are behind 0/5000000: standby1 (process 301) by 3 MiB after ");
    db.standbyStreaming("standby1");
    standby.receiverCutOff();
    assertThat(ASK.now(lag).reason())
        .isEqualTo(
            "The WAL receiver of jdbc:postgresql://scripted/app does not run. It has replayed all"
                + " it received, which looks like no lag, and is cut off: look at primary_conninfo,"
                + " the slot and its log.");
    standby.replayPaused();
    assertThat(said(lag)).isEqualTo("fail replay-paused");
  }

  @Test
  void a_sample_too_short_to_tell_is_inconclusive() throws Exception {
    db.standbyBehind("standby1", DataSize.mebibytes(3));
    Verdict verdict =
        checks
            .replicationLag()
            .below(Duration.ofMinutes(1))
            .judge(ASK.within(Duration.ofMillis(500)).sample());
    assertThat(word(verdict)).isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(verdict.reason()).contains("Give the sample more time");
  }

  @Test
  void slots_and_room() throws Exception {
    assertThat(ASK.now(checks.capacity()).reason())
        .isEqualTo("10 of 97 connections are taken, transaction ids are at 0 % of 2^31");
    db.connectionsTaken(90);
    assertThat(ASK.now(checks.capacity()).reason())
        .startsWith("90 of 97 connections are taken, 92.7");
    db.connectionsTaken(10).slotLost("old");
    assertThat(said(checks.capacity())).isEqualTo("fail slot-lost");
  }

  @Test
  void the_root_of_a_wait_is_named() throws Exception {
    db.lockWait(Duration.ofMinutes(2));
    assertThat(ASK.now(checks.locksAndLongTransactions()).reason())
        .isEqualTo(
            "Process 102 of app (scripted) has waited 2 min for app AccessExclusiveLock, held up in"
                + " the end by Process 101 of app (scripted) (active). Whoever wants that lock next"
                + " queues behind it. End the transaction at the root, and give migrations a"
                + " lock_timeout.");
    db.quiet();
    assertThat(said(checks.locksAndLongTransactions())).isEqualTo("pass");
  }

  @Test
  void an_invalid_index_says_the_way_out() throws Exception {
    db.invalidIndex("app_name", "app");
    assertThat(ASK.now(checks.indexesValid()).reason())
        .isEqualTo(
            "public.app_name on app is not valid, and nobody is building it. CREATE or REINDEX ..."
                + " CONCURRENTLY failed half-way. Until it is gone it slows writes and serves no"
                + " read, and IF NOT EXISTS takes it for done: DROP INDEX CONCURRENTLY"
                + " public.app_name, then make it again.");
  }

  @Test
  void a_vacuum_that_prevents_wraparound() {
    Row vacuum =
        new Row(
            Map.of(
                "pid",
                "7",
                "backend_type",
                "autovacuum worker",
                "wraparound",
                "t",
                "query",
                "autovacuum: VACUUM public.app (to prevent wraparound)"));
    List<Objection> findings =
        new ActivityRules(LIMIT).findings(new Activity(List.of(vacuum), List.of()));
    assertThat(word(Verdict.of(findings, "all is well", Evidence.of("test", Instant.EPOCH))))
        .isEqualTo("pending wraparound-vacuum");
  }

  @Test
  void other_tables_of_migrations(@TempDir Path folder) throws Exception {
    Scripts.write(folder.resolve("orders/migrations/__init__.py"), "");
    Scripts.write(
        folder.resolve("orders/migrations/0001_initial.py"), "class Migration(M):\n    pass\n");
    Check django = checks.migrationsAtHead(DjangoScripts.below(folder));
    assertThat(said(django)).isEqualTo("pending never-migrated");
    db.djangoApplied("orders.0001_initial").column("orders", "id");
    assertThat(said(django)).isEqualTo("pass");
    db.table(
        "flyway_schema_history",
        List.of(Map.of("version", "1", "type", "SQL", "script", "V1__a.sql", "success", "f")));
    Scripts.write(folder.resolve("sql/V1__a.sql"), "select 1");
    assertThat(said(checks.migrationsAtHead(FlywayScripts.in(folder.resolve("sql")))))
        .isEqualTo("fail migration-failed");
  }
}
