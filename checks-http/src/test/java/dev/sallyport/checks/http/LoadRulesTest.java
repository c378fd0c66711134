package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Rate;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadRulesTest {
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final LoadPlan PLAN =
      LoadPlan.of(
          URI.create("http://h/"),
          Rate.perSecond(100),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5));

  private static LoadSeen seen(
      int fast, int slow, Map<String, Long> failures, Map<String, Long> unknown) {
    return seen(fast, slow, failures, unknown, fast + slow, Duration.ZERO);
  }

  private static LoadSeen seen(
      int fast,
      int slow,
      Map<String, Long> failures,
      Map<String, Long> unknown,
      long begun,
      Duration ownDelay) {
    Histogram histogram = new Histogram(3);
    histogram.recordValueWithCount(10_000, fast);
    histogram.recordValueWithCount(900_000, slow);
    long rest = failures.values().stream().mapToLong(n -> n).sum();
    long lost = unknown.values().stream().mapToLong(n -> n).sum();
    return new LoadSeen(
        PLAN,
        fast + slow + rest + lost,
        begun + rest,
        failures,
        unknown,
        0,
        new Latencies(List.of(histogram)),
        Duration.ofSeconds(1),
        PLAN.lasting(),
        Duration.ZERO,
        ownDelay,
        1,
        Instant.EPOCH);
  }

  private static Verdict p95(LoadSeen seen, boolean strict) {
    return LoadRules.judge(
        new LoadRules.Question<>(
            "p95",
            new Threshold<>(Threshold.Relation.BELOW, LIMIT, strict),
            "were slower or failed",
            0.05,
            seen.slowerThan(LIMIT),
            Confidence.DEFAULT),
        seen,
        LoadEvidence.of(seen, 0.95, Confidence.DEFAULT));
  }

  @Test
  void passes_by_the_count_and_says_so() {
    Verdict verdict = p95(seen(962, 38, Map.of(), Map.of()), false);

    assertThat(Asked.code(verdict)).isEqualTo("pass");
    assertThat(verdict.reason())
        .isEqualTo(
            "p95 < 300 ms at 95 % confidence: 38 of 1000 requests were slower or failed; it passes"
                + " with up to 38");
  }

  @Test
  void a_breach_is_pending_and_strictly_a_fail() {
    LoadSeen seen = seen(937, 60, Map.of("status-503", 3L), Map.of());

    assertThat(Asked.code(p95(seen, false))).isEqualTo("pending threshold-breached");
    assertThat(Asked.code(p95(seen, true))).isEqualTo("fail threshold-breached");
    assertThat(p95(seen, true).reason())
        .isEqualTo(
            "p95 < 300 ms at 95 % confidence: 63 of 1000 requests were slower or failed; it passes"
                + " with up to 38. Most often: status-503 (3). Look at the blocks in the evidence: one"
                + " slow spell, or slow throughout?");
  }

  @Test
  void in_between_more_samples_are_needed_and_it_says_how_many() {
    Verdict verdict = p95(seen(950, 50, Map.of(), Map.of()), true);

    assertThat(Asked.code(verdict)).isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(verdict.reason())
        .isEqualTo(
            "p95 < 300 ms cannot be told at 95 % confidence: 50 of 1000 requests were slower or"
                + " failed; it passes with up to 38. Measure longer (1260 requests would do if no more"
                + " went wrong), or ask a looser limit.");
  }

  @Test
  void what_was_not_measured_can_spoil_a_pass_but_not_make_a_breach() {
    assertThat(
            Asked.code(
                p95(
                    seen(980, 0, Map.of(), Map.of("never-started", 20L), 1000, Duration.ZERO),
                    true)))
        .isEqualTo("pass");
    assertThat(
            Asked.code(
                p95(
                    seen(900, 0, Map.of(), Map.of("never-started", 100L), 1000, Duration.ZERO),
                    true)))
        .isEqualTo("inconclusive TOO_FEW_SAMPLES");
  }

  @Test
  void what_may_have_been_our_own_pause_is_no_breach() {
    // 900 ms is no proof of more than 300 ms, if this process itself was away for 700 ms.
    Duration pause = Duration.ofMillis(700);
    LoadSeen slow = seen(900, 100, Map.of(), Map.of(), 1000, pause);
    LoadSeen silent = seen(900, 0, Map.of("no-answer-in-time", 100L), Map.of(), 900, pause);
    Map<String, Long> silences = Map.of("no-answer-in-time", 100L);
    LoadSeen longAway = seen(900, 0, silences, Map.of(), 900, Duration.ofMillis(2500));

    assertThat(Asked.code(p95(slow, true))).isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(p95(slow, true).reason()).contains("0 to 100 of 1000 requests");
    assertThat(Asked.code(p95(silent, true))).isEqualTo("fail threshold-breached");
    assertThat(longAway.errors()).isEqualTo(new Exceedances(1000, 0, 100));
  }

  @Test
  void a_load_that_was_not_offered_shows_nothing_for_it() {
    Verdict verdict = p95(seen(1000, 0, Map.of(), Map.of(), 900, Duration.ZERO), false);

    assertThat(Asked.code(verdict)).isEqualTo("inconclusive AMBIGUOUS");
    assertThat(verdict.reason()).contains("only 90 /s of 100 /s were sent");
  }

  @Test
  void nothing_measured_is_never_a_verdict() {
    assertThat(Asked.code(p95(seen(0, 0, Map.of(), Map.of()), true)))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(Asked.code(p95(seen(0, 0, Map.of(), Map.of("unknown-host", 500L)), true)))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_service_that_fails_fast_is_not_fast() {
    LoadSeen down = seen(0, 0, Map.of("connection-refused", 1000L), Map.of());

    assertThat(Asked.code(p95(down, false))).isEqualTo("pending threshold-breached");
    assertThat(down.slowerThan(LIMIT)).isEqualTo(Exceedances.of(1000, 1000));
    assertThat(LoadEvidence.value(down, 0.95)).isEmpty();
  }

  @Test
  void a_plan_too_small_ever_to_pass_is_refused() {
    assertThatThrownBy(
            () ->
                LoadRules.checkReachable(
                    "http error-rate < 0.1 %", PLAN, 0.001, Confidence.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "http error-rate < 0.1 % can never pass at 95 % confidence: to show at most 0.1 % takes"
                + " 2995 requests without one exception, but the load has 1000. Make it longer or"
                + " faster, or ask a looser limit.");
    LoadRules.checkReachable("p95", PLAN, 0.05, Confidence.DEFAULT);
  }

  @Property(tries = 200)
  void blocks_are_merged_as_if_there_were_one(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 5_000_000) Integer> micros,
      @ForAll @IntRange(min = 1, max = 5) int parts,
      @ForAll @IntRange(min = 1, max = 5_000_000) int limit) {
    List<Histogram> blocks =
        java.util.stream.Stream.generate(() -> new Histogram(3)).limit(parts).toList();
    Histogram one = new Histogram(3);
    for (int i = 0; i < micros.size(); i++) {
      blocks.get(i % parts).recordValue(micros.get(i));
      one.recordValue(micros.get(i));
    }
    Latencies merged = new Latencies(blocks);
    Latencies whole = new Latencies(List.of(one));
    Duration at = Duration.ofNanos(1000L * limit);
    long exact = micros.stream().filter(m -> m > limit).count();

    assertThat(merged.count()).isEqualTo(micros.size());
    assertThat(merged.possiblyOver(at)).isEqualTo(whole.possiblyOver(at));
    assertThat(merged.certainlyOver(at)).isLessThanOrEqualTo(exact);
    assertThat(merged.possiblyOver(at)).isGreaterThanOrEqualTo(exact);
    for (int rank = 1; rank <= micros.size(); rank++) {
      assertThat(merged.atRank(rank)).isEqualTo(whole.atRank(rank));
    }
    assertThat(merged.atRank(micros.size() + 1)).isEmpty();
  }
}
