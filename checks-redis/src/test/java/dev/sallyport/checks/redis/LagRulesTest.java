package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagRulesTest {
  private static final Fields PRIMARY =
      new Fields(
          Map.of(
              "master_repl_offset", "1000",
              "master_replid", "new",
              "master_replid2", "old",
              "second_repl_offset", "500"));

  private static LagRules.Standing replica(String id, long applied) {
    return LagRules.of(
        PRIMARY,
        new Fields(Map.of("master_replid", id, "slave_repl_offset", String.valueOf(applied))));
  }

  @Test
  void offsets_count_within_one_history() {
    assertThat(replica("new", 1000)).isEqualTo(new LagRules.Reached(1000));
    assertThat(replica("new", 1200)).isEqualTo(new LagRules.Reached(1200));
    assertThat(replica("new", 990)).isEqualTo(new LagRules.Behind(10));
    assertThat(replica("old", 400)).isEqualTo(new LagRules.Behind(600));
  }

  @Test
  void another_history_is_not_compared() {
    assertThat(replica("old", 501)).isInstanceOf(LagRules.OtherHistory.class);
    assertThat(replica("else", 2000))
        .isEqualTo(new LagRules.OtherHistory("it follows the history else, not new"));
    assertThat(LagRules.of(PRIMARY, Fields.NONE))
        .isEqualTo(new LagRules.OtherHistory("it does not answer"));
  }

  private static FakeCluster cluster() {
    FakeCluster cluster = new FakeCluster();
    cluster.infoEverywhere("master_replid", "one").infoEverywhere("master_repl_offset", 1000);
    FakeCluster.REPLICAS.forEach(id -> cluster.info(id, "slave_repl_offset", 1000));
    return cluster;
  }

  private static Verdict judge(FakeCluster cluster, Duration limit) throws Exception {
    return ASK.now(new RedisChecks(new FakeSource(cluster)).replicationLag().below(limit));
  }

  @Test
  void replicas_that_have_it_all_pass_and_one_behind_is_named_with_its_bytes() throws Exception {
    assertThat(judge(cluster(), Duration.ofSeconds(1)).passed()).isTrue();

    Verdict behind = judge(cluster().info("y", "slave_repl_offset", 958), Duration.ofMillis(60));
    assertThat(word(behind)).isEqualTo("pending replication-lags");
    assertThat(behind.reason()).startsWith("10.0.0.20:6379 still lacks 42 bytes after ");
  }

  @Test
  void no_replica_another_history_or_a_silent_one_cannot_be_judged() throws Exception {
    FakeCluster alone = cluster();
    FakeCluster.REPLICAS.forEach(alone::without);
    assertThat(word(judge(alone, Duration.ofSeconds(1)))).isEqualTo("inconclusive NO_DATA");
    assertThat(judge(cluster().without("y"), Duration.ofSeconds(1)).reason())
        .startsWith("There is no replica of 10.0.0.2:6379, so there is no lag to measure.");
    assertThat(word(judge(cluster().info("x", "master_replid", "two"), Duration.ofMillis(60))))
        .isEqualTo("inconclusive AMBIGUOUS");
    assertThat(word(judge(cluster().down("x", "fail", 5), Duration.ofSeconds(1))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_replica_of_a_replica_is_measured_against_the_primary_at_the_head() {
    FakeCluster cluster = new FakeCluster().everyone("y", line -> line.primary = "x");
    ClusterView view = cluster.view();
    assertThat(CatchUp.root(view, view.peer("y").orElseThrow())).isEqualTo("a");
    assertThat(CatchUp.root(view, view.peer("z").orElseThrow())).isEqualTo("c");
    // each the replica of the other: that ends, too
    cluster.everyone("x", line -> line.primary = "y");
    ClusterView round = cluster.view();
    assertThat(CatchUp.root(round, round.peer("y").orElseThrow())).isIn("x", "y");
  }
}
