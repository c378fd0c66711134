package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationRulesTest {

  private static List<Objection> findings(FakeCluster fake) {
    return findings(fake, 1);
  }

  private static List<Objection> findings(FakeCluster fake, int perPrimary) {
    return new ReplicationRules(perPrimary, Duration.ofSeconds(60)).findings(fake.view());
  }

  @Test
  void passes_when_every_primary_has_its_linked_replica() {
    assertThat(word(findings(new FakeCluster()))).isEqualTo("pass");
  }

  @Test
  void too_few_replicas_are_pending() {
    assertThat(word(findings(new FakeCluster(), 2))).isEqualTo("pending replicas-missing");
  }

  @Test
  void a_primary_without_a_replica_after_a_failover_is_found() {
    FakeCluster fake =
        new FakeCluster().without("x").info("a", "connected_slaves", 0).withoutInfo("a", "slave0");

    assertThat(Judged.codes(findings(fake))).containsExactly("replicas-missing");
    assertThat(findings(fake).get(0).text()).startsWith("10.0.0.1:6379 has 0 online replicas");
  }

  @Test
  void a_dead_replica_is_pending_and_fails_after_the_patience() {
    assertThat(word(findings(new FakeCluster().down("x", "fail", 59))))
        .isEqualTo("pending node-failed");
    assertThat(word(findings(new FakeCluster().down("x", "fail", 60))))
        .isEqualTo("fail node-failed");
  }

  @Test
  void a_full_sync_is_pending_with_its_progress() {
    FakeCluster fake =
        new FakeCluster()
            .info("x", "master_link_status", "down")
            .info("x", "master_sync_in_progress", 1)
            .info("x", "master_sync_perc", "42.10");

    assertThat(Judged.codes(findings(fake))).contains("sync-in-progress");
    assertThat(findings(fake).get(0).text()).endsWith("42.10 % done");
  }

  @Test
  void a_link_that_is_down_is_pending_and_fails_after_the_patience() {
    FakeCluster fake =
        new FakeCluster()
            .info("x", "master_link_status", "down")
            .info("x", "master_link_down_since_seconds", 59);

    assertThat(word(findings(fake))).isEqualTo("pending link-down");
    assertThat(word(findings(fake.info("x", "master_link_down_since_seconds", 60))))
        .isEqualTo("fail link-down");
    assertThat(word(findings(fake.info("x", "master_link_down_since_seconds", -1))))
        .isEqualTo("pending link-down");
  }

  @Test
  void ten_idle_seconds_are_normal_and_more_than_two_periods_are_not() {
    FakeCluster fake = new FakeCluster();

    assertThat(word(findings(fake.info("x", "master_last_io_seconds_ago", 20)))).isEqualTo("pass");
    assertThat(word(findings(fake.info("x", "master_last_io_seconds_ago", 21))))
        .isEqualTo("pending link-silent");
    assertThat(word(findings(fake.info("x", "master_last_io_seconds_ago", -1))))
        .isEqualTo("pending link-silent");
  }

  @Test
  void the_period_is_that_of_the_primary() {
    FakeCluster fake =
        new FakeCluster()
            .config("a", "repl-ping-replica-period", "1")
            .info("x", "master_last_io_seconds_ago", 3);

    assertThat(word(findings(fake))).isEqualTo("pending link-silent");
  }

  @Test
  void a_replica_that_the_primary_counts_as_connected_but_still_feeds_is_pending() {
    FakeCluster fake =
        new FakeCluster()
            .info("a", "slave0", "ip=10.0.0.10,port=6379,state=wait_bgsave,offset=0,lag=0");

    assertThat(Judged.codes(findings(fake)))
        .containsExactly("replica-not-online", "replicas-missing");
  }

  @Test
  void a_replica_that_the_primary_holds_online_but_that_has_no_link_does_not_count() {
    FakeCluster fake = new FakeCluster().info("x", "master_link_status", "down");

    assertThat(Judged.codes(findings(fake))).containsExactly("link-down", "replicas-missing");
  }

  @Test
  void a_primary_without_slots_needs_no_replica_but_one_with_slots_must_be_there() {
    FakeCluster fake = new FakeCluster();
    FakeCluster.PRIMARIES.forEach(id -> fake.everyone(id, line -> line.slots = ""));

    assertThat(word(findings(fake))).isEqualTo("pending no-primary");
  }

  @Test
  void a_silent_member_that_the_others_reach_is_inconclusive() {
    assertThat(word(findings(new FakeCluster().silent("x", Silence.Kind.NO_ANSWER))))
        .isEqualTo("inconclusive ERROR");
  }
}
