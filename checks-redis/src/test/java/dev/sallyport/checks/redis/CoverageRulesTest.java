package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageRulesTest {

  private static List<Objection> findings(FakeCluster fake) {
    return CoverageRules.findings(fake.view());
  }

  @Test
  void passes_when_every_slot_is_served_in_the_eyes_of_all() {
    assertThat(word(findings(new FakeCluster()))).isEqualTo("pass");
  }

  @Test
  void a_slot_that_its_owner_gave_up_is_found_though_the_others_still_count_it() {
    FakeCluster fake = new FakeCluster().line("a", "a", line -> line.slots = "0-99 101-5460");

    assertThat(word(findings(fake))).isEqualTo("fail slots-uncovered");
    assertThat(findings(fake).get(0).text()).endsWith("owns slots 100");
  }

  @Test
  void a_hole_is_found_though_no_state_says_fail() {
    // cluster-require-full-coverage no: cluster_state stays ok
    FakeCluster fake = new FakeCluster().everyone("a", line -> line.slots = "0-5459");

    assertThat(word(findings(fake))).isEqualTo("fail slots-uncovered");
  }

  @Test
  void a_cluster_that_is_being_created_is_not_there_yet() {
    FakeCluster none = new FakeCluster();
    FakeCluster.PRIMARIES.forEach(id -> none.everyone(id, line -> line.slots = ""));
    FakeCluster some = new FakeCluster().everyone("a", line -> line.slots = "").unknownTo("a", "b");

    assertThat(word(findings(none))).isEqualTo("pending no-slots-assigned");
    assertThat(word(findings(some))).isEqualTo("pending slots-uncovered");
  }

  @Test
  void a_suspected_owner_is_pending_by_count_alone() {
    FakeCluster fake = new FakeCluster().cluster("b", "cluster_slots_pfail", 5461);

    assertThat(word(findings(fake))).isEqualTo("pending slots-suspected");
  }

  @Test
  void a_failed_owner_with_a_replica_is_pending_and_without_one_fails() {
    FakeCluster one = new FakeCluster().down("a", "fail", 5);
    FakeCluster both = new FakeCluster().down("a", "fail", 5).down("x", "fail", 5);

    assertThat(word(findings(one))).isEqualTo("pending failover-under-way");
    assertThat(word(findings(both))).isEqualTo("fail shard-down");
    assertThat(Judged.judge(findings(both)).reason())
        .contains("10.0.0.1:6379 owns slots 0-5460", "no replica of it answers");
  }

  @Test
  void a_dead_node_without_slots_hurts_no_slot() {
    assertThat(word(findings(new FakeCluster().down("x", "fail", 5)))).isEqualTo("pass");
  }

  @Test
  void a_silent_node_that_the_others_reach_may_think_otherwise() {
    assertThat(word(findings(new FakeCluster().silent("x", Silence.Kind.NO_ANSWER))))
        .isEqualTo("inconclusive ERROR");
    assertThat(word(findings(new FakeCluster().silent("a", Silence.Kind.DENIED))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void each_members_own_state_counts() {
    FakeCluster fake = new FakeCluster().cluster("z", "cluster_state", "fail");

    assertThat(word(findings(fake))).isEqualTo("pending cluster-state-fail");
    assertThat(findings(fake)).extracting(Objection::subject).containsExactly("10.0.0.30:6379");
  }

  @Test
  void a_member_that_holds_an_answering_owner_for_failed_is_pending() {
    FakeCluster fake = new FakeCluster().cluster("z", "cluster_slots_fail", 5461);

    assertThat(word(findings(fake))).isEqualTo("pending slots-failed");
  }

  @Test
  void a_member_that_has_not_heard_of_all_owners_is_pending() {
    FakeCluster fake = new FakeCluster().cluster("z", "cluster_slots_ok", 16_000);

    assertThat(word(findings(fake))).isEqualTo("pending view-behind");
  }

  @Test
  void a_slot_with_two_owners_is_pending() {
    FakeCluster fake = new FakeCluster().line("b", "b", line -> line.slots = "5460-10922");

    assertThat(word(findings(fake))).isEqualTo("pending slots-owned-twice");
    assertThat(findings(fake).get(0).text()).contains("Slots 5460 ");
  }

  @Test
  void nobody_answering_is_never_a_pass() {
    FakeCluster fake = new FakeCluster();
    List.of("a", "b", "c", "x", "y", "z").forEach(id -> fake.silent(id, Silence.Kind.NO_ANSWER));

    assertThat(word(findings(fake))).isEqualTo("inconclusive ERROR");
  }
}
