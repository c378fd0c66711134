package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgreementRulesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static List<Objection> six(FakeCluster fake) {
    return rules(6).findings(fake.view(), Duration.ZERO);
  }

  private static AgreementRules rules(int count) {
    return new AgreementRules(new Expectation(OptionalInt.of(count), List.of()), PATIENCE);
  }

  private static AgreementRules unsaid() {
    return new AgreementRules(Expectation.NONE, PATIENCE);
  }

  @Test
  void passes_when_all_expected_answer_and_agree() {
    assertThat(word(six(new FakeCluster()))).isEqualTo("pass");
    assertThat(word(unsaid().findings(new FakeCluster().view(), Duration.ZERO))).isEqualTo("pass");
  }

  @Test
  void a_node_that_gives_a_slot_to_nobody_differs_and_the_slot_is_named() {
    FakeCluster fake = new FakeCluster().line("b", "a", line -> line.slots = "0-99 101-5460");

    Verdict verdict = Judged.judge(six(fake));

    assertThat(word(verdict)).isEqualTo("pending views-differ");
    assertThat(verdict.reason())
        .isEqualTo(
            "10.0.0.2:6379 does not agree with most members, slots 100: nobody in its view,"
                + " 10.0.0.1:6379 in that of most. If it lasts, look for a bus link that is cut"
                + " (cluster-links), or repair it: redis-cli --cluster fix.");
  }

  @Test
  void a_difference_that_outlasts_the_patience_fails() {
    FakeCluster fake = new FakeCluster().line("b", "a", line -> line.slots = "0-5459");

    assertThat(word(rules(6).findings(fake.view(), PATIENCE.minusMillis(1))))
        .isEqualTo("pending views-differ");
    assertThat(word(rules(6).findings(fake.view(), PATIENCE))).isEqualTo("fail views-differ");
  }

  @Test
  void the_order_and_grouping_of_ranges_is_no_difference() {
    FakeCluster fake = new FakeCluster().line("b", "a", line -> line.slots = "3000-5460 0-2999");

    assertThat(word(six(fake))).isEqualTo("pass");
  }

  @Test
  void epochs_flags_and_open_slots_are_no_difference() {
    FakeCluster fake =
        new FakeCluster()
            .line("b", "a", line -> line.epoch = 99)
            .line("a", "a", line -> line.slots += " [7->-b]");

    assertThat(word(six(fake))).isEqualTo("pass");
  }

  @Test
  void two_halves_that_do_not_know_each_other_differ() {
    FakeCluster fake = new FakeCluster().unknownTo("z", "y");

    Verdict verdict = Judged.judge(six(fake));

    assertThat(word(verdict)).isEqualTo("pending members-differ");
    assertThat(verdict.reason()).startsWith("10.0.0.30:6379 does not know 10.0.0.20:6379.");
  }

  @Test
  void a_node_that_answers_us_but_is_given_up_by_others_differs() {
    FakeCluster fake = new FakeCluster().line("b", "x", line -> line.flags = "slave,fail?");

    assertThat(word(six(fake))).isEqualTo("pending flagged-down");
    assertThat(six(fake).get(0).text()).endsWith("by 10.0.0.2:6379");
    assertThat(word(rules(6).findings(fake.view(), PATIENCE))).isEqualTo("fail flagged-down");
  }

  @Test
  void a_silent_node_that_the_others_reach_cannot_be_judged_from_here() {
    FakeCluster fake = new FakeCluster().silent("x", Silence.Kind.NO_ANSWER);

    Verdict verdict = Judged.judge(six(fake));

    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("10.0.0.10:6379 does not answer", "announced address");
  }

  @Test
  void a_suspected_node_is_pending() {
    assertThat(word(six(new FakeCluster().down("x", "fail?", 10))))
        .isEqualTo("pending node-suspected");
  }

  @Test
  void an_expected_node_that_failed_is_pending_until_the_patience_is_over() {
    assertThat(word(six(new FakeCluster().down("x", "fail", 29)))).isEqualTo("pending node-failed");
    assertThat(word(six(new FakeCluster().down("x", "fail", 30)))).isEqualTo("fail node-failed");
  }

  @Test
  void one_view_of_fail_is_enough_to_count_as_failed() {
    FakeCluster fake =
        new FakeCluster()
            .silent("x", Silence.Kind.UNREACHABLE)
            .line("b", "x", line -> line.flags = "slave,fail");

    assertThat(word(unsaid().findings(fake.view(), Duration.ZERO))).isEqualTo("fail ghost-node");
  }

  @Test
  void a_failed_node_that_nobody_expects_is_a_ghost_to_be_forgotten() {
    FakeCluster fake = new FakeCluster().ghost("g", "10.9.9.9:6379@16379");

    Verdict verdict = Judged.judge(six(fake));

    assertThat(word(verdict)).isEqualTo("fail ghost-node");
    assertThat(verdict.reason()).contains("10.9.9.9:6379", "CLUSTER FORGET g");
  }

  @Test
  void an_old_id_at_a_seeds_address_is_a_ghost_though_the_address_is_expected() {
    FakeCluster fake = new FakeCluster().ghost("old", "10.0.0.1:6379@16379");

    assertThat(word(unsaid().findings(fake.view(), Duration.ZERO))).isEqualTo("fail ghost-node");
  }

  @Test
  void a_seed_that_nobody_knows_and_that_is_down_is_missing() {
    FakeCluster fake = new FakeCluster().named(new Address("10.0.0.99", 6379));

    assertThat(word(unsaid().findings(fake.view(), Duration.ZERO)))
        .isEqualTo("pending node-missing");
  }

  @Test
  void too_few_nodes_are_pending_and_too_many_fail() {
    assertThat(word(rules(7).findings(new FakeCluster().view(), Duration.ZERO)))
        .isEqualTo("pending nodes-missing");
    assertThat(word(rules(5).findings(new FakeCluster().view(), Duration.ZERO)))
        .isEqualTo("fail too-many-nodes");
  }

  @Test
  void a_member_beside_the_expected_addresses_fails() {
    Expectation only = new Expectation(OptionalInt.empty(), List.of(FakeCluster.address("a")));

    List<Objection> findings =
        new AgreementRules(only, PATIENCE).findings(new FakeCluster().view(), Duration.ZERO);

    assertThat(word(findings)).isEqualTo("fail unexpected-node");
    assertThat(findings).hasSize(5);
  }

  @Test
  void a_single_member_agrees_with_itself_and_that_says_nothing() {
    FakeCluster fake = new FakeCluster();
    List.of("b", "c", "x", "y", "z").forEach(fake::without);

    assertThat(word(unsaid().findings(fake.view(), Duration.ZERO)))
        .isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(word(rules(1).findings(fake.view(), Duration.ZERO))).isEqualTo("pass");
  }

  @Test
  void a_cluster_without_slots_is_not_there_yet() {
    FakeCluster fake = new FakeCluster();
    FakeCluster.PRIMARIES.forEach(id -> fake.everyone(id, line -> line.slots = ""));

    assertThat(word(six(fake))).isEqualTo("pending no-slots-assigned");
  }

  @ParameterizedTest
  @EnumSource(
      value = Silence.Kind.class,
      names = {"DENIED", "TLS", "GARBAGE"})
  void a_node_that_we_ask_wrongly_is_inconclusive(Silence.Kind kind) {
    assertThat(word(six(new FakeCluster().silent("x", kind)))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_node_that_is_loading_is_pending_and_one_without_cluster_mode_fails() {
    assertThat(word(six(new FakeCluster().silent("x", Silence.Kind.LOADING))))
        .isEqualTo("pending node-loading");
    assertThat(word(six(new FakeCluster().silent("x", Silence.Kind.NOT_CLUSTERED))))
        .isEqualTo("fail cluster-disabled");
  }

  @Test
  void a_node_that_is_being_introduced_is_pending() {
    FakeCluster fake =
        new FakeCluster()
            .silent("x", Silence.Kind.NO_ANSWER)
            .others("x", line -> line.flags = "handshake");

    assertThat(word(six(fake))).isEqualTo("pending node-joining");
  }

  @Test
  void nobody_answering_is_never_a_pass() {
    FakeCluster fake = new FakeCluster();
    List.of("a", "b", "c", "x", "y", "z").forEach(id -> fake.silent(id, Silence.Kind.DENIED));

    assertThat(word(six(fake))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_failure_outranks_what_cannot_be_judged_and_all_stands_in_the_evidence() {
    FakeCluster fake =
        new FakeCluster()
            .ghost("g", "10.9.9.9:6379@16379")
            .silent("x", Silence.Kind.TLS)
            .line("b", "a", line -> line.slots = "0-5459");

    Verdict verdict = Judged.judge(six(fake));

    assertThat(word(verdict)).isEqualTo("fail ghost-node");
    assertThat(verdict.reason()).endsWith("Less grave findings: 2; see the evidence.");
    assertThat(verdict.evidence().observed())
        .filteredOn(row -> row.name().equals("finding"))
        .hasSize(3);
  }
}
