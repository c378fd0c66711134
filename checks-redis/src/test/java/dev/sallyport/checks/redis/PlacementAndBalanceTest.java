package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Placement, balance and memory, judged over a made-up cluster. */
class PlacementAndBalanceTest {
  private static RedisChecks over(FakeCluster cluster) {
    return new RedisChecks(new FakeSource(cluster));
  }

  @Test
  void replicas_elsewhere_are_fine_and_those_in_the_same_place_are_not() throws Exception {
    assertThat(ASK.now(over(new FakeCluster()).replicaPlacement()).passed()).isTrue();

    Verdict together =
        ASK.now(
            over(new FakeCluster())
                .replicaPlacement()
                .places(Map.of("10.0.0.1", "east", "10.0.0.10", "east")));
    assertThat(word(together)).isEqualTo("fail same-place");
    assertThat(together.reason())
        .isEqualTo(
            "10.0.0.1:6379 in east has 0 linked replicas elsewhere, 1 wanted; 10.0.0.10:6379 would"
                + " be lost together with it. Swap roles or hosts: CLUSTER REPLICATE on a replica"
                + " that lives elsewhere.");
  }

  @Test
  void a_replica_whose_link_is_down_does_not_count() throws Exception {
    FakeCluster cluster = new FakeCluster().info("x", "master_link_status", "down");
    assertThat(word(ASK.now(over(cluster).replicaPlacement())))
        .isEqualTo("pending replicas-missing");
    FakeCluster syncing = new FakeCluster().info("x", "master_sync_in_progress", 1);
    assertThat(word(ASK.now(over(syncing).replicaPlacement())))
        .isEqualTo("pending replicas-missing");
    assertThatThrownBy(() -> over(cluster).replicaPlacement().replicasElsewhere(0))
        .hasMessage("With 0 replicas wanted there is nothing to check. Want one or more.");
  }

  @Test
  void even_slots_are_balanced_and_weights_count() throws Exception {
    SlotBalance balance = over(new FakeCluster()).slotBalance();
    assertThat(ASK.now(balance.atMost(Percent.of(2))).passed()).isTrue();

    Verdict weighed = ASK.now(balance.weighing("10.0.0.1:6379", 2).atMost(Percent.of(2)));
    assertThat(weighed.passed()).isFalse();
    assertThat(weighed.evidence().observed().toString()).contains("furthest off by");
  }

  @Test
  void a_primary_that_does_not_answer_or_no_slots_are_no_balance() throws Exception {
    assertThat(
            word(
                ASK.now(
                    over(new FakeCluster().down("b", "fail", 10))
                        .slotBalance()
                        .atMost(Percent.of(100)))))
        .isEqualTo("inconclusive ERROR");
    FakeCluster empty = new FakeCluster();
    FakeCluster.PRIMARIES.forEach(id -> empty.everyone(id, line -> line.slots = ""));
    assertThat(word(ASK.now(over(empty).slotBalance().atMost(Percent.of(100)))))
        .isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void memory_counts_against_maxmemory_else_against_the_host() throws Exception {
    FakeCluster cluster =
        new FakeCluster()
            .infoEverywhere("used_memory", 900)
            .infoEverywhere("used_memory_rss", 1200)
            .infoEverywhere("maxmemory", 1000)
            .infoEverywhere("total_system_memory", 100_000)
            .infoEverywhere("maxmemory_policy", "allkeys-lru")
            .infoEverywhere("evicted_keys", 0);
    assertThat(word(ASK.now(over(cluster).memoryHeadroom().below(Percent.of(80)))))
        .startsWith("pending");
    assertThat(ASK.now(over(cluster).memoryHeadroom().below(Percent.of(95))).passed()).isTrue();

    cluster.infoEverywhere("maxmemory", 0);
    assertThat(ASK.now(over(cluster).memoryHeadroom().below(Percent.of(2))).passed()).isTrue();
    assertThat(
            ASK.now(
                    over(cluster)
                        .memoryHeadroom()
                        .hostLimit(DataSize.bytes(1300))
                        .below(Percent.of(80)))
                .passed())
        .isFalse();

    cluster.infoEverywhere("total_system_memory", 0);
    assertThat(word(ASK.now(over(cluster).memoryHeadroom().below(Percent.of(100)))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_broker_must_never_evict() throws Exception {
    FakeCluster cluster =
        new FakeCluster()
            .infoEverywhere("used_memory", 1)
            .infoEverywhere("maxmemory", 1000)
            .infoEverywhere("maxmemory_policy", "noeviction")
            .infoEverywhere("evicted_keys", 7);
    MemoryHeadroom broker = over(cluster).memoryHeadroom().asBroker(Duration.ofMillis(5));
    // what was evicted before the window is history
    assertThat(ASK.now(broker.below(Percent.of(80))).passed()).isTrue();
    Verdict hasty =
        ASK.now(over(cluster).memoryHeadroom().asBroker(Duration.ofDays(1)).below(Percent.of(80)));
    assertThat(word(hasty)).isEqualTo("inconclusive ERROR");

    ClusterView before = cluster.view();
    ClusterView after = cluster.info("a", "evicted_keys", 10).view();
    assertThat(word(MemoryRules.evictions(new Window(before, after))))
        .isEqualTo("fail keys-evicted");
    assertThat(word(MemoryRules.evictions(new Window(after, before))))
        .isEqualTo("inconclusive AMBIGUOUS");
    cluster.info("a", "maxmemory_policy", "allkeys-lru");
    assertThat(word(ASK.now(broker.below(Percent.of(80))))).isEqualTo("fail evicting-policy");
  }

  @Test
  void quiescence_wants_one_epoch_and_roles_that_stay() throws Exception {
    FakeCluster cluster = new FakeCluster();
    FakeCluster.PRIMARIES.forEach(
        id -> cluster.everyone(id, line -> line.epoch = FakeCluster.PRIMARIES.indexOf(id) + 1));
    for (String id : new String[] {"a", "b", "c", "x", "y", "z"}) {
      cluster.cluster(id, "cluster_current_epoch", 6);
    }
    FailoverQuiescent quiet = over(cluster).failoverQuiescent().over(Duration.ofMillis(10));
    assertThat(ASK.now(quiet).passed()).isTrue();

    cluster.info("a", "master_failover_state", "waiting-for-sync");
    assertThat(word(ASK.now(quiet))).isEqualTo("pending failover-under-way");
    cluster
        .info("a", "master_failover_state", "no-failover")
        .cluster("b", "cluster_current_epoch", 7);
    assertThat(word(ASK.now(quiet))).isEqualTo("pending epochs-differ");
    cluster.cluster("b", "cluster_current_epoch", 6).everyone("b", line -> line.epoch = 1);
    assertThat(word(ASK.now(quiet))).isEqualTo("pending config-epochs-collide");
  }

  @Test
  void a_role_or_an_epoch_that_changes_within_the_window_is_not_quiet() {
    FakeCluster before = new FakeCluster();
    FakeCluster after = new FakeCluster();
    for (String id : new String[] {"a", "b", "c", "x", "y", "z"}) {
      before.cluster(id, "cluster_current_epoch", 6);
      after.cluster(id, "cluster_current_epoch", 7);
    }
    FakeCluster.PRIMARIES.forEach(
        id -> after.everyone(id, line -> line.epoch = FakeCluster.PRIMARIES.indexOf(id) + 1));
    after.line("x", "x", line -> line.flags = "myself,master");

    assertThat(QuiescenceRules.findings(new Window(before.view(), after.view())))
        .extracting(found -> found.code())
        .contains("epoch-changed", "role-changed");
  }
}
