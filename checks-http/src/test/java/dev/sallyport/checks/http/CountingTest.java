package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.checks.http.Counting.Outcome;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingTest {
  private static final double ALPHA = Confidence.DEFAULT.alpha();

  @ParameterizedTest(name = "bound {0}: {1} exceeding need {2} samples")
  @CsvSource({
    "0.05, 0, 59",
    "0.05, 1, 93",
    "0.05, 2, 124",
    "0.05, 3, 153",
    "0.05, 5, 208",
    "0.05, 10, 336",
    "0.01, 0, 299",
    "0.01, 1, 473",
    "0.01, 2, 628",
    "0.01, 3, 773",
    "0.01, 5, 1049",
    "0.01, 10, 1693",
    "0.001, 0, 2995",
    "0.001, 1, 4742",
    "0.001, 2, 6294",
    "0.001, 3, 7752",
    "0.001, 5, 10511",
    "0.001, 10, 16959"
  })
  void the_table_of_samples_needed(double bound, long exceeding, long needed) {
    assertThat(Counting.samplesNeeded(exceeding, bound, ALPHA)).isEqualTo(needed);
    assertThat(judge(exceeding, needed, bound)).isEqualTo(Outcome.BELOW);
    assertThat(judge(exceeding, needed - 1, bound)).isNotEqualTo(Outcome.BELOW);
  }

  @ParameterizedTest(name = "at 99 %: {0} errors need {1} samples")
  @CsvSource({"0, 4603", "1, 6636", "2, 8403", "3, 10042"})
  void the_table_at_99_percent(long errors, long needed) {
    assertThat(Counting.samplesNeeded(errors, 0.001, 0.01)).isEqualTo(needed);
  }

  @ParameterizedTest(name = "{0} samples, bound {1}: passes to {2}, is breached from {3}")
  @CsvSource({
    "1000, 0.05, 38, 63",
    "1000, 0.001, -1, 4",
    "10000, 0.05, 463, 537",
    "10000, 0.001, 4, 16"
  })
  void the_borders_between_the_three_outcomes(long n, double bound, long most, long least) {
    assertThat(Counting.allowed(n, bound, ALPHA)).isEqualTo(most);
    if (most >= 0) {
      assertThat(judge(most, n, bound)).isEqualTo(Outcome.BELOW);
    }
    assertThat(judge(most + 1, n, bound)).isEqualTo(Outcome.OPEN);
    assertThat(judge(least - 1, n, bound)).isEqualTo(Outcome.OPEN);
    assertThat(judge(least, n, bound)).isEqualTo(Outcome.ABOVE);
  }

  private static Outcome judge(long x, long n, double bound) {
    return Counting.judge(Exceedances.of(x, n), bound, ALPHA);
  }

  @Test
  void no_samples_show_nothing() {
    assertThat(judge(0, 0, 0.05)).isEqualTo(Outcome.OPEN);
  }

  @Test
  void the_unknown_counts_against_either_verdict() {
    assertThat(judge(30, 1000, 0.05)).isEqualTo(Outcome.BELOW);
    assertThat(Counting.judge(new Exceedances(1000, 30, 45), 0.05, ALPHA)).isEqualTo(Outcome.OPEN);
    assertThat(judge(70, 1000, 0.05)).isEqualTo(Outcome.ABOVE);
    assertThat(Counting.judge(new Exceedances(1000, 55, 70), 0.05, ALPHA)).isEqualTo(Outcome.OPEN);
  }

  @ParameterizedTest(name = "none in {0}")
  @CsvSource({"59", "299", "2995"})
  void the_upper_bound_of_none_has_a_closed_form(long n) {
    assertThat(Counting.upperBound(0, n, ALPHA))
        .isCloseTo(1 - Math.pow(ALPHA, 1.0 / n), within(1e-12));
    assertThat(Counting.lowerBound(0, n, ALPHA)).isZero();
    assertThat(Counting.upperBound(n, n, ALPHA)).isEqualTo(1);
  }

  @Property(tries = 100)
  void passing_means_an_upper_bound_below_the_limit(
      @ForAll @IntRange(min = 1, max = 100_000) int n,
      @ForAll @DoubleRange(min = 0, max = 1) @Scale(7) double part,
      @ForAll @DoubleRange(min = 0.0005, max = 0.5) @Scale(7) double bound) {
    long x = Math.round(part * part * n);
    double upper = Counting.upperBound(x, n, ALPHA);
    double lower = Counting.lowerBound(x, n, ALPHA);
    Outcome outcome = judge(x, n, bound);

    assertThat(lower).isLessThanOrEqualTo(upper);
    if (Math.abs(upper - bound) > 1e-9 && Math.abs(lower - bound) > 1e-9) {
      Outcome expected =
          upper < bound ? Outcome.BELOW : lower > bound ? Outcome.ABOVE : Outcome.OPEN;
      assertThat(outcome).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void more_exceeding_is_never_better(
      @ForAll @IntRange(min = 1, max = 100_000) int n,
      @ForAll @IntRange(min = 0, max = 100_000) int part,
      @ForAll @DoubleRange(min = 0.0005, max = 0.5) @Scale(7) double bound) {
    long x = part % n;

    assertThat(rank(judge(x + 1, n, bound))).isGreaterThanOrEqualTo(rank(judge(x, n, bound)));
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case BELOW -> 0;
      case OPEN -> 1;
      case ABOVE -> 2;
    };
  }

  @Property(tries = 100)
  void the_upper_rank_is_the_order_statistic_of_the_same_rule(
      @ForAll @IntRange(min = 1, max = 20_000) int n) {
    long rank = Counting.upperRank(0.95, n, ALPHA);
    // Passing with x above the limit means that the sample of rank n - x is within it.
    assertThat(rank).isEqualTo(n - Counting.allowed(n, 0.05, ALPHA));
  }

  @Test
  void too_few_samples_have_no_upper_rank() {
    assertThat(Counting.upperRank(0.95, 58, ALPHA)).isEqualTo(59);
    assertThat(Counting.upperRank(0.95, 59, ALPHA)).isEqualTo(59);
  }

  @Test
  void no_number_of_samples_shows_a_share_of_nothing() {
    assertThat(Counting.samplesNeeded(0, 0, ALPHA)).isEqualTo(Long.MAX_VALUE);
  }
}
