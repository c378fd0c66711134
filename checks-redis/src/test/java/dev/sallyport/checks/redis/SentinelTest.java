package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Three real Sentinels, their primary and their own deaths. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentinelTest {
  private static SentinelSet set;
  private static SentinelChecks checks;

  @BeforeAll
  static void start() throws Exception {
    set = new SentinelSet();
    checks = SentinelChecks.at(set.seeds());
  }

  @AfterAll
  static void stop() throws Exception {
    if (checks != null) {
      checks.close();
    }
    if (set != null) {
      set.close();
    }
  }

  @Test
  @Order(1)
  void sentinels_that_agree_pass_also_when_only_one_is_named() throws Exception {
    Verdict verdict = ASK.until(checks.quorum(SentinelSet.NAME, 3), "pass");
    assertThat(verdict.reason())
        .isEqualTo("All 3 Sentinels watch 'orders' at 127.0.0.1:" + set.primary);

    RedisOptions one = RedisCluster.patiently(RedisOptions.seeds("127.0.0.1:" + set.ports.get(0)));
    try (SentinelChecks asked = SentinelChecks.at(one)) {
      assertThat(ASK.now(asked.quorum(SentinelSet.NAME, 3)).passed()).isTrue();
    }
  }

  @Test
  @Order(2)
  void an_unknown_name_and_a_missing_sentinel_are_no_pass() throws Exception {
    assertThat(word(ASK.now(checks.quorum("nobody", 3)))).isEqualTo("fail unknown-primary");
    assertThat(word(ASK.now(checks.quorum(SentinelSet.NAME, 4))))
        .isEqualTo("pending sentinels-missing");
    assertThatThrownBy(() -> checks.quorum(SentinelSet.NAME, 0))
        .hasMessage("With 0 Sentinels expected there is nothing to check. Expect one or more.");
  }

  @Test
  @Order(3)
  void a_dead_primary_is_seen_down_until_the_replica_has_taken_over() throws Exception {
    ASK.until(checks.quorum(SentinelSet.NAME, 3), "pass"); // the replica is known: it can take over
    set.kill(set.primaryProcess());
    RedisCluster.await("the replica to take over", () -> set.follow(set.replica));
    // who took over has no replica itself: the old primary is listed as one, and is down
    Verdict after = ASK.until(checks.quorum(SentinelSet.NAME, 3), "pending no-replica");
    assertThat(after.reason())
        .contains("could promote no replica", "lists 127.0.0.1:" + set.primary + " (");
    assertThat(SentinelSet.said(set.ports.get(0), "SENTINEL", "CKQUORUM", SentinelSet.NAME))
        .startsWith("OK 3 usable Sentinels");

    set.restartPrimary();
    Verdict again = ASK.until(checks.quorum(SentinelSet.NAME, 3), "pass");
    assertThat(again.reason()).endsWith(":" + set.replica);
  }

  @Test
  @Order(4)
  void a_replica_that_is_gone_stays_listed_until_a_reset_and_is_told() throws Exception {
    int more = set.anotherReplica(set.replica);
    RedisCluster.await("the second replica to be listed", () -> set.lists(more));
    set.kill(set.last());
    RedisCluster.await("it to be held for down", () -> set.listed(more).contains("s_down"));
    Verdict stale = ASK.until(checks.quorum(SentinelSet.NAME, 3), "pass");
    assertThat(stale.evidence().observed().toString())
        .contains("replica 127.0.0.1:" + more)
        .contains("s_down");

    set.ports.forEach(port -> SentinelSet.said(port, "SENTINEL", "RESET", SentinelSet.NAME));
    Verdict clean = ASK.until(checks.quorum(SentinelSet.NAME, 3), "pass");
    assertThat(clean.evidence().observed().toString()).doesNotContain("replica 127.0.0.1:" + more);
  }

  @Test
  @Order(5)
  void one_dead_sentinel_is_named_and_two_are_too_few() throws Exception {
    set.kill(set.sentinels.get(2));
    Verdict one = ASK.until(checks.quorum(SentinelSet.NAME, 3), "pending sentinel-down");
    assertThat(one.reason()).contains("127.0.0.1:" + set.ports.get(2));

    set.kill(set.sentinels.get(1));
    Verdict two = ASK.now(checks.quorum(SentinelSet.NAME, 3));
    assertThat(word(two)).isIn("fail too-few-sentinels", "fail no-quorum");
    assertThat(ASK.until(checks.quorum(SentinelSet.NAME, 3), "fail no-quorum").reason())
        .contains("NOQUORUM");
  }

  @Test
  @Order(6)
  void a_sentinel_that_is_gone_counts_as_a_voter_until_a_reset() throws Exception {
    set.restartSentinel(1);
    Verdict stale = ASK.until(checks.quorum(SentinelSet.NAME, 2), "pending sentinel-down");
    assertThat(stale.evidence().observed().toString()).contains("voters=3");
    RedisOptions two =
        RedisCluster.patiently(
            RedisOptions.seeds("127.0.0.1:" + set.ports.get(0), "127.0.0.1:" + set.ports.get(1)));
    try (SentinelChecks asked = SentinelChecks.at(two)) {
      Verdict known = ASK.until(asked.quorum(SentinelSet.NAME, 2), "pending sentinel-down");
      assertThat(known.reason()).contains("It still counts as a voter", "SENTINEL RESET");
      // one after the other, so that they find each other again
      for (int port : set.ports.subList(0, 2)) {
        SentinelSet.said(port, "SENTINEL", "RESET", SentinelSet.NAME);
        RedisCluster.await(
            "two Sentinels",
            () -> SentinelSet.said(port, "INFO", "sentinel").contains("sentinels=2"));
      }
      Verdict clean = ASK.until(asked.quorum(SentinelSet.NAME, 2), "pass");
      assertThat(clean.evidence().observed().toString()).contains("voters=2");
    }
  }
}
