package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The checks against a real cluster that loses one node after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DisruptedClusterTest {
  private static RedisCluster cluster;
  private static RedisChecks redis;

  @BeforeAll
  static void start() throws Exception {
    cluster = RedisCluster.threeAndThree();
    // asked from a node that stays alive throughout
    redis =
        RedisChecks.cluster(
            RedisOptions.seeds(node(1).address())
                .deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1)));
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

  private static List<RedisNode> allBut(RedisNode... gone) {
    List<RedisNode> rest = new ArrayList<>(cluster.nodes);
    rest.removeAll(List.of(gone));
    return rest;
  }

  private static List<Check> checks() {
    return List.of(
        redis.clusterConfigAgreement(),
        redis.clusterConfigAgreement().expecting(6),
        redis.slotCoverage(),
        redis.openSlots(),
        redis.replicationLink());
  }

  @Test
  @Order(1)
  void a_node_that_is_stopped_as_it_stands_hangs_no_check() throws Exception {
    RedisNode frozen = node(3);
    frozen.freeze();
    try {
      for (Check check : checks()) {
        long began = System.nanoTime();
        Verdict verdict = check.judge(ASK.within(Duration.ofSeconds(4)).sample());
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
        if (!check.name().equals("redis open-slots")
            && !check.name().equals("redis slot-coverage")) {
          assertThat(verdict.passed()).as(check.name() + ": " + verdict.reason()).isFalse();
          assertThat(verdict.reason()).contains(frozen.address());
        }
      }
    } finally {
      frozen.thaw();
    }
    ASK.until(redis.replicationLink().and(redis.clusterConfigAgreement()), "pass");
  }

  @Test
  @Order(2)
  void a_dead_replica_is_found_where_redis_cli_says_all_is_well() throws Exception {
    RedisNode dead = node(3);
    String id = dead.id();
    dead.kill();
    // before the others notice: not a pass, and never a failure of something else
    assertThat(ASK.now(redis.clusterConfigAgreement()).passed()).isFalse();
    assertThat(ASK.now(redis.replicationLink()).passed()).isFalse();
    cluster.awaitFail(dead, id, allBut(dead));

    cliSays(true);
    Verdict agreement = ASK.until(redis.clusterConfigAgreement(), "fail ghost-node");
    assertThat(agreement.reason()).contains(dead.address(), "CLUSTER FORGET " + id);
    ASK.until(
        redis.clusterConfigAgreement().expecting(6).patience(Duration.ofMinutes(5)),
        "pending node-failed");
    ASK.until(redis.clusterConfigAgreement().expecting(6), "fail node-failed");
    Verdict link = ASK.until(redis.replicationLink(), "pending node-failed");
    assertThat(link.reason())
        .contains(node(0).address() + " has 0 online replicas by its own count");
    ASK.until(redis.replicationLink().patience(Duration.ofSeconds(1)), "fail node-failed");
    ASK.until(redis.slotCoverage(), "pass");

    dead.begin();
    ASK.until(redis.clusterConfigAgreement().expecting(6).and(redis.replicationLink()), "pass");
  }

  @Test
  @Order(3)
  void a_dead_primary_is_taken_over_and_missed() throws Exception {
    RedisNode dead = node(0);
    String id = dead.id();
    dead.kill();
    Verdict before = ASK.now(redis.slotCoverage());
    assertThat(before.passed()).as(before.reason()).isFalse();
    assertThat(ASK.now(redis.openSlots()).passed()).isFalse();
    cluster.awaitFail(dead, id, allBut(dead));

    ASK.until(redis.slotCoverage(), "pass");
    cliSays(true);
    Verdict agreement = ASK.until(redis.clusterConfigAgreement(), "fail ghost-node");
    assertThat(agreement.reason()).contains(dead.address());
    Verdict link = ASK.now(redis.replicationLink());
    assertThat(link.passed()).isFalse();
    assertThat(link.evidence().observed().toString())
        .contains("replicas-missing: " + node(3).address() + " has 0 online replicas");
  }

  @Test
  @Order(4)
  void a_dead_shard_is_named_where_redis_cli_says_all_nodes_agree() throws Exception {
    RedisNode dead = node(3);
    String id = dead.id();
    dead.kill();
    assertThat(ASK.now(redis.slotCoverage()).passed()).isFalse();
    cluster.awaitFail(dead, id, allBut(node(0), dead));

    Verdict coverage = ASK.until(redis.slotCoverage(), "fail shard-down");
    assertThat(coverage.reason()).contains(dead.address() + " owns slots 0-5460", "no replica");
    Verdict agreement = ASK.until(redis.clusterConfigAgreement(), "fail ghost-node");
    assertThat(agreement.reason()).contains(dead.address(), node(0).address());
    assertThat(word(ASK.now(redis.openSlots()))).isEqualTo("inconclusive ERROR");
    Optional<RedisCli> cli = RedisCli.check(node(1));
    cli.ifPresent(
        said -> {
          assertThat(said.ok()).isFalse();
          assertThat(said.said()).contains("All nodes agree about slots configuration");
        });
  }

  private static void cliSays(boolean ok) throws Exception {
    Optional<RedisCli> cli = RedisCli.check(node(1));
    cli.ifPresent(said -> assertThat(said.ok()).as(said.said()).isEqualTo(ok));
  }
}
