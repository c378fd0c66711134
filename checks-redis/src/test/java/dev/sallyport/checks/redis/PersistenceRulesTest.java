package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PersistenceRulesTest {
  private static final RdbRules RDB = new RdbRules(Scope.EVERY_NODE, Optional.empty(), false);
  private static final AofRules AOF = new AofRules(Scope.EVERY_NODE, 0);

  private static String rdb(FakeCluster fake) {
    return word(RDB.findings(fake.view()));
  }

  private static String aof(FakeCluster fake) {
    return aof(new FakeCluster(), fake);
  }

  private static String aof(FakeCluster before, FakeCluster after) {
    return word(AOF.findings(new Window(before.view(), after.view())));
  }

  @Test
  void rdb_passes_when_set_and_ok_and_saved() {
    assertThat(rdb(new FakeCluster())).isEqualTo("pass");
  }

  @Test
  void rdb_off_fails_though_its_status_says_ok() {
    FakeCluster fake = new FakeCluster().config("a", "save", "");

    assertThat(rdb(fake)).isEqualTo("fail rdb-off");
    assertThat(RDB.findings(fake.view()).get(0).text())
        .isEqualTo(
            "10.0.0.1:6379 makes no snapshots: save is empty, though rdb_last_bgsave_status says ok");
  }

  @Test
  void rdb_cannot_be_judged_without_the_setting() {
    assertThat(rdb(new FakeCluster().withoutConfig("a", "save"))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void rdb_fails_when_the_last_snapshot_failed() {
    assertThat(rdb(new FakeCluster().info("a", "rdb_last_bgsave_status", "err")))
        .isEqualTo("fail save-failed");
  }

  @Test
  void rdb_takes_the_servers_own_save_points_for_its_policy() {
    // save 3600 1 300 100: 99 changes may wait an hour, 100 changes five minutes
    FakeCluster fake =
        new FakeCluster()
            .info("a", "rdb_last_save_time", FakeCluster.NOW.getEpochSecond() - 301)
            .info("a", "rdb_changes_since_last_save", 99);

    assertThat(rdb(fake)).isEqualTo("pass");
    assertThat(rdb(fake.info("a", "rdb_changes_since_last_save", 100)))
        .isEqualTo("pending save-overdue");
  }

  @Test
  void rdb_takes_the_callers_policy_and_no_changes_need_no_snapshot() {
    RdbRules minute = new RdbRules(Scope.EVERY_NODE, Optional.of(Duration.ofMinutes(1)), false);
    FakeCluster fake = new FakeCluster();

    assertThat(word(minute.findings(fake.view()))).isEqualTo("pass");
    fake.info("a", "rdb_changes_since_last_save", 1);
    assertThat(word(minute.findings(fake.view()))).isEqualTo("pending save-overdue");
  }

  @Test
  void rdb_is_proven_only_by_a_snapshot_of_this_process() {
    // LASTSAVE is the start of the process where none was made
    RdbRules proven = new RdbRules(Scope.EVERY_NODE, Optional.empty(), true);
    FakeCluster fake = new FakeCluster();

    assertThat(word(proven.findings(fake.view()))).isEqualTo("pending save-unproven");
    fake.infoEverywhere("rdb_last_bgsave_time_sec", 0);
    assertThat(word(proven.findings(fake.view()))).isEqualTo("pass");
  }

  @Test
  void rdb_looks_at_the_asked_role_alone() {
    FakeCluster fake =
        new FakeCluster().config("a", "save", "").silent("b", Silence.Kind.NO_ANSWER);
    RdbRules replicas = new RdbRules(Scope.REPLICAS, Optional.empty(), false);
    RdbRules primaries = new RdbRules(Scope.PRIMARIES, Optional.empty(), false);

    assertThat(word(replicas.findings(fake.view()))).isEqualTo("pass");
    assertThat(Judged.codes(primaries.findings(fake.view())))
        .containsExactly("not-readable", "rdb-off");
  }

  @Test
  void persistence_of_no_member_is_never_a_pass() {
    FakeCluster fake = new FakeCluster();
    FakeCluster.REPLICAS.forEach(fake::without);

    assertThat(word(new RdbRules(Scope.REPLICAS, Optional.empty(), false).findings(fake.view())))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(word(new AofRules(Scope.REPLICAS, 0).findings(new Window(fake.view(), fake.view()))))
        .isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void a_silent_or_loading_node_is_no_pass() {
    assertThat(rdb(new FakeCluster().down("x", "fail", 5))).isEqualTo("inconclusive ERROR");
    assertThat(aof(new FakeCluster().down("x", "fail", 5))).isEqualTo("inconclusive ERROR");
    assertThat(rdb(new FakeCluster().info("a", "loading", 1))).isEqualTo("pending node-loading");
    assertThat(aof(new FakeCluster().info("a", "loading", 1))).isEqualTo("pending node-loading");
  }

  @Test
  void aof_passes_when_on_and_ok_and_nothing_was_delayed() {
    assertThat(aof(new FakeCluster())).isEqualTo("pass");
  }

  @Test
  void aof_off_fails_though_both_status_fields_say_ok() {
    assertThat(aof(new FakeCluster().info("a", "aof_enabled", 0))).isEqualTo("fail aof-off");
  }

  @Test
  void aof_fails_when_a_write_or_a_rewrite_failed() {
    assertThat(aof(new FakeCluster().info("a", "aof_last_write_status", "err")))
        .isEqualTo("fail aof-write-failed");
    assertThat(aof(new FakeCluster().info("a", "aof_last_bgrewrite_status", "err")))
        .isEqualTo("fail aof-rewrite-failed");
  }

  @Test
  void aof_is_not_there_yet_until_its_base_is_written() {
    FakeCluster fake =
        new FakeCluster().info("a", "aof_rewrite_in_progress", 1).info("a", "aof_base_size", 0);

    assertThat(aof(fake)).isEqualTo("pending aof-first-rewrite");
    assertThat(aof(fake.info("a", "aof_base_size", 88))).isEqualTo("pass");
  }

  @Test
  void aof_counts_delays_within_the_window_not_those_of_a_life_time() {
    assertThat(aof(new FakeCluster().info("a", "aof_delayed_fsync", 4)))
        .isEqualTo("pending fsync-delayed");
    assertThat(aof(new FakeCluster().info("a", "aof_delayed_fsync", 0)))
        .isEqualTo("inconclusive AMBIGUOUS");
    assertThat(aof(new FakeCluster().info("a", "run_id", "new").info("a", "aof_delayed_fsync", 9)))
        .isEqualTo("inconclusive AMBIGUOUS");
  }
}
