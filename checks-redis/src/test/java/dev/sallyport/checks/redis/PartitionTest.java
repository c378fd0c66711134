package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real cluster whose network is split, asked from where both sides can be reached. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PartitionTest {
  private static SplitCluster cluster;
  private static RedisChecks redis;

  @BeforeAll
  static void start() throws Exception {
    cluster = SplitCluster.threeAndThree();
    redis = RedisChecks.cluster(RedisCluster.patiently(cluster.seed(1)));
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
  void whole_all_is_well_through_the_passages() throws Exception {
    ASK.until(redis.clusterConfigAgreement().expecting(6).and(redis.slotCoverage()), "pass");
    ASK.until(redis.clusterLinks().and(redis.replicationLink()), "pass");
  }

  @Test
  @Order(2)
  void two_primaries_own_the_same_slots_where_redis_cli_says_all_nodes_agree() throws Exception {
    cluster.split(0);
    RedisCluster.await(
        "the replica beyond the cut to take over",
        () -> cluster.node(3).send("ROLE").contains("master"));
    RedisCluster.await(
        "the primary that is alone to give up",
        () -> cluster.node(0).send("CLUSTER", "INFO").contains("cluster_state:fail"));
    Verdict agreement = ASK.until(redis.clusterConfigAgreement().expecting(6), "fail views-differ");
    assertThat(agreement.reason())
        .contains(cluster.address(0) + " does not agree with most members", "0-5460");
    assertThat(agreement.evidence().observed().toString()).contains("flagged-down");
    Verdict coverage = ASK.until(redis.slotCoverage(), "pending slots-owned-twice");
    assertThat(coverage.reason()).contains("Slots 0-5460 are claimed by", cluster.address(0));
    Verdict links =
        ASK.until(redis.clusterLinks().patience(Duration.ofSeconds(1)), "fail link-failed");
    assertThat(links.reason()).contains(cluster.address(0), "though it answers us");
    Verdict link =
        ASK.until(
            redis.replicationLink().patience(Duration.ofSeconds(1)), "pending replicas-missing");
    assertThat(link.reason()).contains(cluster.address(0) + " has 0 online replicas");
    ASK.until(redis.failoverQuiescent().over(Duration.ofSeconds(1)), "pending epochs-differ");

    Optional<RedisCli> cli = RedisCli.check(cluster.node(1));
    cli.ifPresent(
        said -> {
          assertThat(said.ok()).as(said.said()).isTrue();
          assertThat(said.said())
              .contains("All nodes agree about slots configuration", "All 16384 slots covered")
              .doesNotContain(cluster.address(0));
        });
  }

  @Test
  @Order(3)
  void healed_the_older_primary_follows_the_newer() throws Exception {
    cluster.heal();
    ASK.until(redis.clusterConfigAgreement().expecting(6).and(redis.slotCoverage()), "pass");
    ASK.until(redis.clusterLinks().and(redis.replicationLink()), "pass");
  }
}
