package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Threshold;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HitRatioRulesTest {
  private static final HitRatioRules RULES = new HitRatioRules(1000, 0.95);

  private static List<Objection> problems(FakeCluster after) {
    return HitRatioRules.problems(new Window(new FakeCluster().view(), after.view()));
  }

  @Test
  void counts_the_growth_summed_over_all_nodes() {
    FakeCluster after =
        new FakeCluster()
            .info("a", "keyspace_hits", 100 + 900)
            .info("a", "keyspace_misses", 50 + 100)
            .info("x", "keyspace_misses", 50 + 10);
    Window window = new Window(new FakeCluster().view(), after.view());

    assertThat(HitRatioRules.problems(window)).isEmpty();
    assertThat(HitRatioRules.tally(window)).isEqualTo(new HitRatioRules.Tally(900, 110));
  }

  @Test
  void a_restart_or_a_reset_breaks_the_window() {
    assertThat(word(problems(new FakeCluster().info("a", "run_id", "other"))))
        .isEqualTo("inconclusive AMBIGUOUS");
    assertThat(word(problems(new FakeCluster().info("a", "keyspace_hits", 99))))
        .isEqualTo("inconclusive AMBIGUOUS");
    // a reset that the busy counters have already outgrown
    assertThat(
            word(
                problems(
                    new FakeCluster()
                        .info("a", "keyspace_hits", 500)
                        .info("a", "total_commands_processed", 999))))
        .isEqualTo("inconclusive AMBIGUOUS");
  }

  @Test
  void a_node_that_comes_goes_or_is_silent_breaks_the_window() {
    assertThat(word(problems(new FakeCluster().without("z")))).isEqualTo("inconclusive AMBIGUOUS");
    assertThat(
            word(
                HitRatioRules.problems(
                    new Window(new FakeCluster().without("z").view(), new FakeCluster().view()))))
        .isEqualTo("inconclusive AMBIGUOUS");
    assertThat(word(problems(new FakeCluster().silent("z", Silence.Kind.NO_ANSWER))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_long_dead_node_without_slots_has_no_lookups() {
    ClusterView view = new FakeCluster().ghost("g", "10.9.9.9:6379@16379").view();

    assertThat(HitRatioRules.problems(new Window(view, view))).isEmpty();
  }

  @Test
  void too_few_lookups_are_inconclusive() {
    assertThat(word(RULES.tooFew(new HitRatioRules.Tally(0, 0)).stream().toList()))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(word(RULES.tooFew(new HitRatioRules.Tally(999, 0)).stream().toList()))
        .isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(RULES.tooFew(new HitRatioRules.Tally(999, 1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "830, 170, AT_LEAST, 80, KEPT",
    "810, 190, AT_LEAST, 80, OPEN",
    "790, 210, AT_LEAST, 80, OPEN",
    "770, 230, AT_LEAST, 80, BROKEN",
    "8100, 1900, AT_LEAST, 80, KEPT",
    "1000, 0, AT_LEAST, 99, KEPT",
    "1000, 0, AT_LEAST, 100, OPEN",
    "100, 900, BELOW, 20, KEPT",
    "190, 810, BELOW, 20, OPEN",
    "250, 750, BELOW, 20, BROKEN",
  })
  void a_bound_decides_not_the_ratio(
      long hits,
      long misses,
      Threshold.Relation relation,
      double limit,
      HitRatioRules.Proof proof) {
    Threshold<Percent> threshold = new Threshold<>(relation, Percent.of(limit), false);

    assertThat(RULES.proof(new HitRatioRules.Tally(hits, misses), threshold)).isEqualTo(proof);
  }

  @Test
  void the_normal_quantile_is_that_of_the_tables() {
    assertThat(Wilson.quantile(0.5)).isCloseTo(0, within(1e-9));
    assertThat(Wilson.quantile(0.95)).isCloseTo(1.644853627, within(1e-8));
    assertThat(Wilson.quantile(0.975)).isCloseTo(1.959963985, within(1e-8));
    assertThat(Wilson.quantile(0.9999)).isCloseTo(3.719016485, within(1e-6));
  }

  @Test
  void wilsons_bounds_are_those_of_a_published_example() {
    // 81 of 263, two-sided 95 %: 0.2553 to 0.3662; R. G. Newcombe, Statistics in Medicine 17 (1998)
    assertThat(Wilson.lower(81, 263, 0.975)).isCloseTo(0.2553, within(5e-5));
    assertThat(Wilson.upper(81, 263, 0.975)).isCloseTo(0.3662, within(5e-5));
    assertThat(Wilson.upper(15, 148, 0.975)).isCloseTo(0.1605, within(5e-5));
    assertThat(Wilson.lower(0, 20, 0.975)).isZero();
    assertThat(Wilson.upper(0, 20, 0.975)).isCloseTo(0.1611, within(5e-5));
  }
}
