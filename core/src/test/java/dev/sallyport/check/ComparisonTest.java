package dev.sallyport.check;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.check.Samples.SEEN;
import static dev.sallyport.check.Samples.context;
import static dev.sallyport.check.Samples.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

  /** A relation, its name, and whether 199, 200 and 201 ms keep a limit of 200 ms. */
  static Stream<Arguments> relations() {
    return Stream.of(
        relation(Metric::below, Metric::staysBelow, "< 200 ms", true, false, false),
        relation(Metric::atMost, Metric::staysAtMost, "<= 200 ms", true, true, false),
        relation(Metric::above, Metric::staysAbove, "> 200 ms", false, false, true),
        relation(Metric::atLeast, Metric::staysAtLeast, ">= 200 ms", false, true, true));
  }

  private static Arguments relation(
      BiFunction<Metric<Duration>, Duration, Check> waiting,
      BiFunction<Metric<Duration>, Duration, Check> strict,
      String rule,
      boolean less,
      boolean equal,
      boolean more) {
    return Arguments.of(waiting, strict, rule, new boolean[] {less, equal, more});
  }

  @ParameterizedTest
  @MethodSource("relations")
  void a_relation_holds_on_its_side_of_the_limit(
      BiFunction<Metric<Duration>, Duration, Check> waiting,
      BiFunction<Metric<Duration>, Duration, Check> strict,
      String rule,
      boolean[] holds)
      throws Exception {
    for (int i = 0; i < 3; i++) {
      String value = 199 + i + " ms";
      Metric<Duration> lag = reading("redis lag", Duration.ofMillis(199 + i));
      Verdict waited = waiting.apply(lag, Duration.ofMillis(200)).judge(context());
      Verdict held = strict.apply(lag, Duration.ofMillis(200)).judge(context());
      String text =
          holds[i]
              ? "redis lag is " + value + ", as asked " + rule
              : "redis lag is " + value + ", not " + rule;
      assertThat(waited.reason()).isEqualTo(text);
      assertThat(held.reason()).isEqualTo(text);
      assertThat(waited.word()).isEqualTo(holds[i] ? "pass" : "pending");
      assertThat(held.word()).isEqualTo(holds[i] ? "pass" : "fail");
      assertThat(waited.evidence().threshold()).isEqualTo(rule);
    }
  }

  @ParameterizedTest
  @MethodSource("relations")
  void the_name_holds_the_rule(
      BiFunction<Metric<Duration>, Duration, Check> waiting,
      BiFunction<Metric<Duration>, Duration, Check> strict,
      String rule,
      boolean[] holds) {
    Metric<Duration> lag = reading("redis lag", Duration.ZERO);
    assertThat(waiting.apply(lag, Duration.ofMillis(200)).name()).isEqualTo("redis lag " + rule);
    assertThat(strict.apply(lag, Duration.ofMillis(200)).name()).isEqualTo("redis lag " + rule);
  }

  @Test
  void a_breach_has_a_stable_code() throws Exception {
    Metric<Percent> rate = reading("error-rate", percent(2));
    assertThat(rate.below(percent(1)).judge(context()))
        .isInstanceOfSatisfying(
            Verdict.Pending.class, v -> assertThat(v.code()).isEqualTo("threshold-breached"));
    assertThat(rate.staysBelow(percent(1)).judge(context()))
        .isInstanceOfSatisfying(
            Verdict.Fail.class, v -> assertThat(v.code()).isEqualTo("threshold-breached"));
  }

  @Test
  void the_value_becomes_evidence_raw_and_with_its_unit() throws Exception {
    assertThat(rows(reading("lag", Duration.ofNanos(125_000_400_000L)), Duration.ZERO))
        .isEqualTo("lag=125000.4 ms");
    assertThat(rows(reading("rate", percent(0.123456)), percent(1))).isEqualTo("rate=0.123456 %");
    assertThat(rows(reading("heap", DataSize.mebibytes(1)), DataSize.bytes(1)))
        .isEqualTo("heap=1048576 B");
    assertThat(rows(reading("traffic", Rate.perSecond(1500)), Rate.perSecond(1)))
        .isEqualTo("traffic=1500 /s");
    assertThat(rows(reading("nodes", 6), 6)).isEqualTo("nodes=6");
    assertThat(rows(reading("lag", Duration.ZERO), Duration.ZERO)).isEqualTo("lag=0 ms");
  }

  private static <Q extends Comparable<? super Q>> String rows(Metric<Q> metric, Q limit)
      throws Exception {
    return metric.above(limit).judge(context()).evidence().observed().get(0).toString();
  }

  @Test
  void what_the_metric_observed_itself_is_kept_instead() throws Exception {
    Evidence own = SEEN.and("node-1", "master_link_status", "up");
    Metric<Integer> links = Metric.of("links", context -> Reading.value(1, own));
    assertThat(links.atLeast(1).judge(context()).evidence().observed()).isEqualTo(own.observed());
  }

  @Test
  void a_value_that_rounds_to_its_limit_is_shown_raw() throws Exception {
    assertThat(reading("error-rate", percent(1.004)).atMost(percent(1)).judge(context()).reason())
        .isEqualTo("error-rate is 1.004 %, not <= 1 %");
    assertThat(
            reading("lag", Duration.ofNanos(1_999_999_999))
                .below(Duration.ofSeconds(2))
                .judge(context())
                .reason())
        .isEqualTo("lag is 1999.999999 ms, as asked < 2 s");
  }

  @Test
  void no_data_and_errors_are_inconclusive_whatever_the_relation() throws Exception {
    Metric<Percent> empty = Metric.of("error-rate", c -> Reading.ratio(0, 0, SEEN));
    Metric<Percent> broken = Metric.of("error-rate", c -> Reading.error("timed out", SEEN));
    Evidence asked = SEEN.against("< 1 %");
    for (Check check : new Check[] {empty.below(percent(1)), empty.staysBelow(percent(1))}) {
      assertThat(check.judge(context()))
          .isEqualTo(
              Verdict.inconclusive(
                  Verdict.Cause.NO_DATA,
                  "error-rate has no data: there is no ratio of 0 to 0",
                  asked));
    }
    assertThat(broken.below(percent(1)).judge(context()))
        .isEqualTo(
            Verdict.inconclusive(
                Verdict.Cause.ERROR, "error-rate could not be read: timed out", asked));
  }

  @Test
  void not_a_number_never_passes() throws Exception {
    Metric<Double> load = reading("load", Double.NaN);
    assertThat(load.above(1.0).judge(context()).passed()).isFalse();
    assertThat(load.below(1.0).judge(context()).passed()).isFalse();
  }

  @Test
  void a_limit_that_is_not_finite_is_refused() {
    Metric<Double> load = reading("load", 1.0);
    assertThatThrownBy(() -> load.below(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A limit must be finite, but is NaN. Compare with a number.");
    assertThatThrownBy(() -> load.below(Double.POSITIVE_INFINITY))
        .hasMessage("A limit must be finite, but is Infinity. Compare with a number.");
  }

  @Test
  void a_metric_may_judge_by_more_than_its_value() throws Exception {
    Metric<Integer> judgedByMore =
        new Metric<>() {
          @Override
          public String name() {
            return "p99";
          }

          @Override
          public Reading<Integer> read(CheckContext context) {
            return Reading.value(1, SEEN);
          }

          @Override
          public Check compared(Threshold<Integer> threshold) {
            return Check.of(
                "p99 " + threshold, c -> threshold.breach("few", "too few samples", SEEN));
          }
        };
    assertThat(judgedByMore.below(2).judge(context()).word()).isEqualTo("pending");
    assertThat(judgedByMore.staysBelow(2).judge(context()).word()).isEqualTo("fail");
  }
}
