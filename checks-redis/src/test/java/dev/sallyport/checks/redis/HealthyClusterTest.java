package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checks against a real cluster that stays whole, beside {@code redis-cli --cluster check}. */
class HealthyClusterTest {
  private static RedisCluster cluster;
  private static RedisChecks redis;

  @BeforeAll
  static void start() throws Exception {
    cluster = RedisCluster.threeAndThree();
    redis = RedisChecks.cluster(RedisCluster.patiently(RedisOptions.seeds(node(0).address())));
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

  private static void cliSays(boolean ok) throws Exception {
    Optional<RedisCli> cli = RedisCli.check(node(0));
    cli.ifPresent(said -> assertThat(said.ok()).as(said.said()).isEqualTo(ok));
  }

  @Test
  void all_is_well_and_one_seed_finds_every_member() throws Exception {
    Check all =
        redis
            .clusterConfigAgreement()
            .expecting(6)
            .and(redis.slotCoverage())
            .and(redis.openSlots())
            .and(redis.replicationLink());

    Verdict verdict = ASK.until(all, "pass");

    cliSays(true);
    assertThat(verdict.reason())
        .contains(
            "All 6 members answer", "All 16384 slots are served by 3 primaries", "3 replicas");
    for (RedisNode node : cluster.nodes) {
      assertThat(verdict.evidence().observed())
          .filteredOn(row -> row.subject().equals(node.address()))
          .extracting(Observation::name)
          .contains("version", "role", "signature", "cluster_state");
    }
  }

  @Test
  void the_expected_nodes_may_be_named_or_counted() throws Exception {
    ClusterConfigAgreement agreement = redis.clusterConfigAgreement();
    String[] others = cluster.nodes.stream().skip(1).map(RedisNode::address).toArray(String[]::new);

    ASK.until(agreement.expecting(node(0).address(), others), "pass");
    assertThat(word(ASK.now(agreement.expecting(7)))).isEqualTo("pending nodes-missing");
    assertThat(word(ASK.now(agreement.expecting(node(0).address(), node(1).address()))))
        .isEqualTo("fail unexpected-node");
  }

  @Test
  void a_seed_by_name_is_the_node_it_leads_to() throws Exception {
    try (RedisChecks byName = RedisChecks.cluster("localhost:" + node(4).port)) {
      Verdict verdict = ASK.until(byName.clusterConfigAgreement().expecting(6), "pass");
      assertThat(verdict.evidence().observed())
          .extracting(Observation::subject)
          .contains("localhost:" + node(4).port)
          .doesNotContain(node(4).address());
    }
  }

  @Test
  void two_checks_of_one_sample_share_one_look() throws Exception {
    long before = connectionsTaken(node(5));
    Verdict both =
        redis
            .slotCoverage()
            .and(redis.openSlots())
            .judge(ASK.within(Duration.ofSeconds(10)).sample());

    assertThat(both.passed()).as(both.reason()).isTrue();
    // the look's, and that of the counting itself
    assertThat(connectionsTaken(node(5)) - before).isEqualTo(2);
  }

  private static long connectionsTaken(RedisNode node) {
    return Fields.parse(node.send("INFO", "stats")).number("total_connections_received", 0);
  }

  @Test
  void a_slot_unassigned_on_its_owner_only() throws Exception {
    node(0).send("CLUSTER", "DELSLOTS", "100");
    try {
      Verdict coverage = ASK.now(redis.slotCoverage());
      cliSays(false);
      assertThat(word(coverage)).isEqualTo("fail slots-uncovered");
      assertThat(coverage.reason()).contains("No node says of itself that it owns slots 100.");

      Verdict agreement = ASK.now(redis.clusterConfigAgreement());
      assertThat(word(agreement)).isEqualTo("fail views-differ");
      assertThat(agreement.reason())
          .contains("slots 100: nobody in its view, " + node(0).address() + " in that of most");
      assertThat(agreement.evidence().window()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    } finally {
      node(0).send("CLUSTER", "ADDSLOTS", "100");
    }
    ASK.until(redis.slotCoverage().and(redis.clusterConfigAgreement()), "pass");
  }

  @Test
  void a_difference_is_pending_where_the_sample_has_no_time_to_see_it_last() throws Exception {
    ClusterConfigAgreement patient = redis.clusterConfigAgreement().patience(Duration.ofMinutes(2));
    node(0).send("CLUSTER", "DELSLOTS", "100");
    try {
      assertThat(word(ASK.now(patient))).isEqualTo("pending views-differ");
    } finally {
      node(0).send("CLUSTER", "ADDSLOTS", "100");
    }
    ASK.until(patient, "pass");
  }

  @Test
  void a_slot_unassigned_everywhere_is_agreed_on_and_uncovered() throws Exception {
    cluster.nodes.forEach(node -> node.send("CLUSTER", "DELSLOTS", "7"));
    try {
      assertThat(word(ASK.now(redis.slotCoverage()))).isEqualTo("fail slots-uncovered");
      ASK.until(redis.clusterConfigAgreement(), "pass");
      cliSays(false);
    } finally {
      node(0).send("CLUSTER", "ADDSLOTS", "7");
    }
    ASK.until(redis.slotCoverage().and(redis.clusterConfigAgreement()), "pass");
  }

  @Test
  void open_slots_at_one_end_and_at_both() throws Exception {
    try {
      node(0).send("CLUSTER", "SETSLOT", "200", "MIGRATING", node(1).id());
      Verdict migrating = ASK.now(redis.openSlots());
      cliSays(false);
      assertThat(word(migrating)).isEqualTo("fail half-open-slot");
      assertThat(migrating.reason())
          .contains(node(0).address() + " is migrating slot 200 to " + node(1).address());

      node(1).send("CLUSTER", "SETSLOT", "200", "IMPORTING", node(0).id());
      assertThat(word(ASK.now(redis.openSlots()))).isEqualTo("pending migration-under-way");

      node(0).send("CLUSTER", "SETSLOT", "200", "STABLE");
      Verdict importing = ASK.now(redis.openSlots());
      assertThat(word(importing)).isEqualTo("fail half-open-slot");
      assertThat(importing.reason()).contains("is importing slot 200 from " + node(0).address());
      // open slots are the servers' business alone: all else is well
      ASK.until(redis.clusterConfigAgreement().and(redis.slotCoverage()), "pass");
    } finally {
      node(0).send("CLUSTER", "SETSLOT", "200", "STABLE");
      node(1).send("CLUSTER", "SETSLOT", "200", "STABLE");
    }
    assertThat(ASK.now(redis.openSlots()).passed()).isTrue();
  }

  @Test
  void snapshots_off_then_on_then_made() throws Exception {
    Verdict off = ASK.now(redis.persistenceRdb());
    assertThat(word(off)).isEqualTo("fail rdb-off");
    assertThat(off.reason()).contains("though rdb_last_bgsave_status says ok");

    cluster.nodes.forEach(node -> node.send("CONFIG", "SET", "save", "3600 1"));
    RdbPersistence proven = redis.persistenceRdb().onPrimaries().provenBySave();
    assertThat(word(ASK.now(redis.persistenceRdb()))).isEqualTo("pass");
    cluster.nodes.forEach(node -> node.send("CONFIG", "SET", "save", ""));
    assertThat(word(ASK.now(redis.persistenceRdb()))).isEqualTo("fail rdb-off");

    cluster.nodes.forEach(node -> node.send("CONFIG", "SET", "save", "3600 1"));
    node(0).send("BGSAVE");
    node(1).send("BGSAVE");
    node(2).send("BGSAVE");
    ASK.until(proven, "pass");
    cluster.nodes.forEach(node -> node.send("CONFIG", "SET", "save", ""));
  }

  @Test
  void append_only_file_off_then_on() throws Exception {
    AofPersistence check = redis.persistenceAof().over(Duration.ofMillis(200));
    Verdict off = ASK.now(check);
    assertThat(word(off)).isEqualTo("fail aof-off");
    assertThat(off.reason()).contains("though aof_last_write_status says ok");

    cluster.nodes.forEach(node -> node.send("CONFIG", "SET", "appendonly", "yes"));
    ASK.until(check.delayedFsyncsAtMost(1000), "pass");
    assertThat(word(ASK.now(check.over(Duration.ofSeconds(60))))).isEqualTo("inconclusive ERROR");
    cluster.nodes.forEach(node -> node.send("CONFIG", "SET", "appendonly", "no"));
  }

  @Test
  void the_hit_ratio_is_judged_by_its_bound() throws Exception {
    CacheHitRatio ratio = redis.cacheHitRatio().over(Duration.ofMillis(400)).atLeastLookups(200);
    assertThat(word(ASK.now(ratio.atLeast(Percent.of(1))))).isEqualTo("inconclusive NO_DATA");
    assertThat(ratio.read(ASK.within(Duration.ofSeconds(10)).sample()))
        .isInstanceOf(Reading.NoData.class);

    try (Lookups lookups = new Lookups(node(0), 90, 10)) {
      Verdict pass = ASK.until(ratio.atLeast(Percent.of(80)), "pass");
      assertThat(pass.reason()).contains("lookups hit, so the ratio lies between 8");
      assertThat(pass.evidence().samples()).isGreaterThanOrEqualTo(200);
      ASK.until(ratio.atLeast(Percent.of(97)), "pending hit-ratio-breached");
      ASK.until(ratio.staysAtLeast(Percent.of(97)), "fail hit-ratio-breached");
      ASK.until(ratio.atLeast(Percent.of(90.05)), "inconclusive TOO_FEW_SAMPLES");
      ASK.until(
          ratio.atLeastLookups(1_000_000_000).atLeast(Percent.of(1)),
          "inconclusive TOO_FEW_SAMPLES");
      assertThat(ratio.read(ASK.within(Duration.ofSeconds(10)).sample()))
          .isInstanceOf(Reading.Value.class);
      lookups.resettingCounters();
      ASK.until(ratio.atLeast(Percent.of(80)), "inconclusive AMBIGUOUS");
    }
  }

  @Test
  void a_window_longer_than_the_sample_is_not_waited_for() throws Exception {
    long began = System.nanoTime();
    Verdict verdict =
        ASK.now(redis.cacheHitRatio().over(Duration.ofMinutes(5)).atLeast(Percent.of(80)));

    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("take a shorter window: over(...)");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_cancelled_sample_ends_and_a_closed_client_says_so() throws Exception {
    Check coverage = redis.slotCoverage();
    assertThatThrownBy(
            () ->
                coverage.judge(
                    Sample.begin(
                        Clock.systemUTC(),
                        Duration.ofSeconds(9),
                        Secret.Source.none(),
                        () -> true)))
        .isInstanceOf(CancellationException.class);

    RedisChecks closed = RedisChecks.cluster(node(0).address());
    ASK.until(closed.slotCoverage(), "pass");
    closed.close();
    closed.close();
    assertThatThrownBy(() -> ASK.now(closed.slotCoverage()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void an_interrupt_ends_a_sample() {
    Check ratio = redis.cacheHitRatio().over(Duration.ofSeconds(5)).atLeast(Percent.of(80));
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ASK.now(ratio)).isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void the_seed_of_a_stranger_is_told() throws Exception {
    try (Stranger hanging = Stranger.hanging();
        RedisChecks more = RedisChecks.cluster(node(0).address(), hanging.address())) {
      Verdict verdict =
          more.clusterConfigAgreement().judge(ASK.within(Duration.ofSeconds(4)).sample());
      assertThat(verdict.passed()).isFalse();
      assertThat(verdict.reason()).contains(hanging.address() + " does not answer");
      assertThat(List.of("pending node-missing", "inconclusive ERROR")).contains(word(verdict));
    }
  }
}
