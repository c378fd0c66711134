package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Links, placement, balance, lag, failovers and memory of a real cluster, well and disturbed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealClusterTest {
  private static RedisCluster cluster;
  private static RedisChecks redis;

  @BeforeAll
  static void start() throws Exception {
    cluster = RedisCluster.threeAndThree();
    redis = RedisChecks.cluster(RedisCluster.patiently(cluster.seeds()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (redis != null) {
      redis.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static RedisNode node(int i) {
    return cluster.nodes.get(i);
  }

  private static ReplicaPlacement placement() {
    return redis.replicaPlacement().placedBy(member -> member);
  }

  @Test
  @Order(1)
  void a_healthy_cluster_passes_all() throws Exception {
    ASK.until(redis.clusterLinks(), "pass");
    ASK.until(placement(), "pass");
    ASK.until(redis.slotBalance().atMost(Percent.of(2)), "pass");
    ASK.until(redis.replicationLag().below(Duration.ofSeconds(5)), "pass");
    ASK.until(redis.failoverQuiescent().over(Duration.ofSeconds(1)), "pass");
    ASK.until(
        redis.memoryHeadroom().hostLimit(DataSize.gibibytes(1)).below(Percent.of(80)), "pass");
  }

  @Test
  @Order(2)
  void replicas_on_the_same_host_are_refused() throws Exception {
    Verdict verdict = ASK.now(redis.replicaPlacement());
    assertThat(word(verdict)).isEqualTo("fail same-place");
    assertThat(verdict.reason()).contains("in 127.0.0.1", "lost together");
  }

  @Test
  @Order(3)
  void slots_of_one_primary_only_are_unbalanced() throws Exception {
    Verdict verdict =
        ASK.now(redis.slotBalance().weighing(node(0).address(), 4).atMost(Percent.of(2)));
    assertThat(word(verdict)).startsWith("pending");
    assertThat(verdict.evidence().observed().toString()).contains("furthest off by");
  }

  @Test
  @Order(4)
  void a_struggling_replica_lags_by_the_clock_and_catches_up() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    Thread struggle = new Thread(() -> stutter(node(3), enough));
    struggle.start();
    try {
      Verdict late = null;
      for (int i = 0; i < 20 && (late == null || late.passed()); i++) {
        late = ASK.now(redis.replicationLag().below(Duration.ofMillis(40)));
      }
      assertThat(word(late)).isEqualTo("pending replication-lags");
      assertThat(late.reason()).contains("not < 40 ms");
      ASK.until(redis.replicationLag().below(Duration.ofSeconds(5)), "pass");
    } finally {
      enough.countDown();
      struggle.join();
    }
  }

  /** Stopped for most of the time, and written to all along. */
  private static void stutter(RedisNode replica, CountDownLatch enough) {
    try {
      for (int i = 0; i < 200 && enough.getCount() > 0; i++) {
        replica.freeze();
        node(0).send("SET", "{06S}key" + i % 10, "x".repeat(10_000));
        enough.await(150, TimeUnit.MILLISECONDS);
        replica.thaw();
        enough.await(10, TimeUnit.MILLISECONDS);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(5)
  void a_stopped_replica_is_named_by_all() throws Exception {
    node(4).freeze();
    try {
      RedisOptions quick = cluster.seeds().deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1));
      try (RedisChecks asked = RedisChecks.cluster(quick)) {
        assertNamed(ASK.now(asked.clusterLinks()));
        assertNamed(ASK.now(asked.replicationLag().below(Duration.ofSeconds(1))));
        assertNamed(ASK.now(asked.failoverQuiescent().over(Duration.ofMillis(200))));
        assertNamed(ASK.now(asked.memoryHeadroom().below(Percent.of(100))));
        assertNamed(ASK.now(asked.replicaPlacement().placedBy(member -> member)));
      }
    } finally {
      node(4).thaw();
    }
    ASK.until(redis.clusterLinks(), "pass");
  }

  private static void assertNamed(Verdict verdict) {
    assertThat(verdict.passed()).as(verdict.reason()).isFalse();
    assertThat(verdict.reason()).contains(node(4).address());
  }

  @Test
  @Order(6)
  void a_broker_that_may_evict_is_refused() throws Exception {
    node(1).send("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    Verdict verdict =
        ASK.now(
            redis
                .memoryHeadroom()
                .hostLimit(DataSize.gibibytes(1))
                .asBroker()
                .below(Percent.of(90)));
    assertThat(word(verdict)).isEqualTo("fail evicting-policy");
    assertThat(verdict.reason()).contains(node(1).address(), "allkeys-lru");

    Thread filling =
        new Thread(
            () -> {
              // keys of node 1, and then no memory for them
              for (int i = 0; i < 50; i++) {
                node(1).send("SET", "{c}" + i, "x".repeat(100));
              }
              node(1).send("CONFIG", "SET", "maxmemory", "1");
            });
    filling.start();
    Verdict evicting =
        ASK.now(
            redis
                .memoryHeadroom()
                .hostLimit(DataSize.gibibytes(1))
                .asBroker(Duration.ofSeconds(2))
                .below(Percent.of(1e9)));
    filling.join();
    assertThat(evicting.evidence().observed().toString())
        .contains("keys-evicted: " + node(1).address() + " evicted 50 keys within 2");

    node(1).send("CONFIG", "SET", "maxmemory-policy", "noeviction");
    node(1).send("CONFIG", "SET", "maxmemory", "0");
    Verdict history =
        ASK.until(
            redis
                .memoryHeadroom()
                .hostLimit(DataSize.gibibytes(1))
                .asBroker()
                .below(Percent.of(90)),
            "pass");
    assertThat(history.evidence().observed().toString()).contains("evicted_keys=50");
  }

  @Test
  @Order(7)
  void a_failover_within_the_window_is_not_quiet_and_then_it_is() throws Exception {
    RedisNode replica = node(5);
    Thread failing =
        new Thread(
            () -> {
              try {
                Thread.sleep(300);
                replica.send("CLUSTER", "FAILOVER");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    failing.start();
    Verdict during = ASK.now(redis.failoverQuiescent().over(Duration.ofSeconds(3)));
    failing.join();
    assertThat(during.passed()).as(during.reason()).isFalse();
    assertThat(during.evidence().observed().toString()).contains("role-changed", "epoch-changed");
    ASK.until(redis.failoverQuiescent().over(Duration.ofSeconds(1)), "pass");
    assertThat(word(ASK.now(redis.replicaPlacement().places(Map.of("127.0.0.1", "here")))))
        .isEqualTo("fail same-place");
  }

  @Test
  @Order(8)
  void a_dead_primary_leaves_links_down_until_it_is_forgotten() throws Exception {
    RedisNode dead = node(1);
    dead.kill();
    Verdict links = ASK.now(redis.clusterLinks());
    assertThat(links.passed()).isFalse();
    assertThat(links.reason()).contains(dead.address());
    assertThat(word(ASK.now(redis.replicationLag().below(Duration.ofSeconds(1)))))
        .isEqualTo("inconclusive ERROR");
    dead.begin();
    ASK.until(redis.clusterLinks(), "pass");
    ASK.until(placement(), "pass");
  }
}
