package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scripted cluster says where no real one can be brought to it at will. */
class ScriptedRedisTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final ScriptedRedis cluster = ScriptedRedis.healthy(3, 1);
  private final RedisChecks redis = cluster.checks();

  private List<Check> all() {
    return List.of(
        redis.clusterConfigAgreement().expecting(6),
        redis.slotCoverage(),
        redis.openSlots(),
        redis.replicationLink(),
        redis.persistenceRdb().provenBySave(),
        redis.persistenceAof().over(SHORT),
        redis.clusterLinks(),
        redis.replicaPlacement(),
        redis.slotBalance().atMost(Percent.of(2)),
        redis.replicationLag().below(SHORT),
        redis.failoverQuiescent().over(SHORT),
        redis.memoryHeadroom().asBroker().atMost(Percent.of(80)),
        redis.cacheHitRatio().over(SHORT).atLeast(Percent.of(90)));
  }

  private static void says(Check check, String word) throws Exception {
    Verdict verdict = ASK.now(check);
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
  }

  @Test
  void every_check_passes_when_all_is_well() throws Exception {
    for (Check check : all()) {
      says(check, "pass");
    }
  }

  @Test
  void words_are_taken_back_by_well() throws Exception {
    cluster
        .failedOver("10.0.0.1:6379")
        .slotsLost(0, 9)
        .slotMoving(8000, "10.0.0.2:6379", "10.0.0.3:6379")
        .linkDown("10.0.0.2:6379", "10.0.0.3:6379")
        .replicaBehind("10.0.0.5:6379", 9)
        .savingNothing()
        .hitting(Percent.of(1))
        .memoryUsed(Percent.of(99))
        .well();
    every_check_passes_when_all_is_well();
  }

  @Test
  void a_node_that_only_we_cannot_reach_leaves_it_open() throws Exception {
    cluster.unreachable("10.0.0.2:6379");
    says(redis.clusterConfigAgreement(), "inconclusive ERROR");
    says(redis.slotCoverage(), "inconclusive ERROR");
  }

  @Test
  void a_suspected_node_is_waited_for() throws Exception {
    cluster.suspected("10.0.0.5:6379");
    says(redis.clusterConfigAgreement(), "pending node-suspected");
  }

  @Test
  void a_cut_link_and_a_lost_replication_link_are_told_apart() throws Exception {
    cluster.linkDown("10.0.0.1:6379", "10.0.0.2:6379");
    says(redis.clusterLinks(), "pending link-down");
    says(redis.replicationLink(), "pass");
    cluster.well().replicaUnlinked("10.0.0.4:6379");
    says(redis.clusterLinks(), "pass");
    says(redis.replicationLink(), "pending link-down");
  }

  @Test
  void a_replica_lags_until_it_caught_up() throws Exception {
    cluster.replicaBehind("10.0.0.4:6379", 500);
    Verdict late = ASK.now(redis.replicationLag().below(SHORT));
    assertThat(late.reason()).contains("10.0.0.4:6379 still lacks 500 bytes");
    cluster.replicaBehind("10.0.0.4:6379", 0);
    says(redis.replicationLag().below(SHORT), "pass");
  }

  @Test
  void shares_of_hits_and_of_memory_are_as_told() throws Exception {
    cluster.hitting(Percent.of(60)).memoryUsed(Percent.of(95));
    assertThat(ASK.now(redis.cacheHitRatio().over(SHORT).atLeast(Percent.of(80))).passed())
        .isFalse();
    says(redis.cacheHitRatio().over(SHORT).atLeast(Percent.of(55)), "pass");
    assertThat(ASK.now(redis.memoryHeadroom().atMost(Percent.of(80))).passed()).isFalse();
  }

  @Test
  void a_failover_within_the_window_is_seen() throws Exception {
    Thread failing = new Thread(() -> pauseThenFailOver());
    failing.start();
    Verdict during = ASK.now(redis.failoverQuiescent().over(Duration.ofMillis(600)));
    failing.join();
    assertThat(during.evidence().observed().toString()).contains("role-changed", "epoch-changed");
    says(redis.failoverQuiescent().over(SHORT), "pending node-failed");
    cluster.restarted("10.0.0.1:6379");
    says(redis.failoverQuiescent().over(SHORT), "pass");
    says(redis.replicationLink(), "pass");
  }

  private void pauseThenFailOver() {
    try {
      Thread.sleep(200);
      cluster.failedOver("10.0.0.1:6379");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nobody_answers_when_all_are_dead_and_nothing_passes() throws Exception {
    cluster.addresses().forEach(cluster::killed);
    for (Check check : all()) {
      assertThat(ASK.now(check)).as(check.name()).isInstanceOf(Verdict.Inconclusive.class);
    }
  }

  @Test
  void wrong_words_are_refused() {
    assertThatThrownBy(() -> cluster.killed("10.0.0.9:6379"))
        .hasMessageContaining("no node 10.0.0.9:6379, only [10.0.0.1:6379");
    assertThatThrownBy(() -> cluster.replicaBehind("10.0.0.1:6379", 1))
        .hasMessage("10.0.0.1:6379 is a primary, not a replica.");
    assertThatThrownBy(() -> cluster.killed("10.0.0.4:6379").failedOver("10.0.0.1:6379"))
        .hasMessage("10.0.0.1:6379 has no living replica.");
    assertThatThrownBy(() -> ScriptedRedis.healthy(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closed_checks_throw_and_others_live_on() throws Exception {
    RedisChecks other = cluster.checks();
    other.close();
    assertThatThrownBy(() -> ASK.now(other.slotCoverage()))
        .isInstanceOf(IllegalStateException.class);
    says(redis.slotCoverage(), "pass");
  }
}
