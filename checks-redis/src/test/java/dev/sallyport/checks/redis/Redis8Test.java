package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The checks of a cluster of Redis 8, whose replies have fields that older ones lack. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Redis8Test {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static RedisCluster cluster;
  private static RedisChecks redis;

  @BeforeAll
  static void start() throws Exception {
    cluster = RedisCluster.threeAndThree(RedisBinary.eight());
    redis =
        RedisChecks.cluster(
            RedisCluster.patiently(RedisOptions.seeds(cluster.nodes.get(1).address())));
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

  @Test
  @Order(1)
  void it_is_told_apart() {
    Version version = Version.of(Fields.parse(cluster.nodes.get(0).send("INFO", "server")));
    assertThat(version.isRedis()).isTrue();
    assertThat(version.isValkey()).isFalse();
    assertThat(version.atLeast(8, 0)).isTrue();
    // from 8.4 on it would be asked for atomic slot migrations
    assertThat(version.atLeast(8, 4)).isFalse();
    assertThat(version.toString()).startsWith("redis 8.");
  }

  @Test
  @Order(2)
  void all_is_well() throws Exception {
    List<Check> all =
        List.of(
            redis.clusterConfigAgreement().expecting(6),
            redis.slotCoverage(),
            redis.openSlots(),
            redis.clusterLinks(),
            redis.replicationLink(),
            redis.replicationLag().below(Duration.ofSeconds(5)),
            redis.failoverQuiescent().over(SECOND),
            redis.slotBalance().atMost(Percent.of(2)),
            redis
                .memoryHeadroom()
                .hostLimit(DataSize.gibibytes(1))
                .asBroker()
                .below(Percent.of(80)));
    for (Check check : all) {
      ASK.until(check, "pass");
    }
    assertThat(ASK.now(redis.slotCoverage()).evidence().observed().toString()).contains("redis 8.");
    ASK.until(redis.persistenceRdb(), "fail rdb-off");
    ASK.until(redis.persistenceAof(), "fail aof-off");
  }

  @Test
  @Order(3)
  void a_dead_replica_a_takeover_and_a_dead_shard_are_told() throws Exception {
    kill(3);
    ASK.until(redis.clusterConfigAgreement(), "fail ghost-node");
    ASK.until(redis.replicationLink().patience(SECOND), "fail node-failed");
    ASK.until(redis.slotCoverage(), "pass");
    cluster.nodes.get(3).begin();
    cluster.awaitHealth();

    kill(0);
    ASK.until(redis.slotCoverage(), "pass");
    ASK.until(redis.clusterConfigAgreement(), "fail ghost-node");
    kill(3);
    ASK.until(redis.slotCoverage(), "fail shard-down");
  }

  private static void kill(int i) throws Exception {
    RedisNode dead = cluster.nodes.get(i);
    String id = dead.id();
    dead.kill();
    cluster.awaitFail(dead, id, List.of(cluster.nodes.get(1), cluster.nodes.get(2)));
  }
}
