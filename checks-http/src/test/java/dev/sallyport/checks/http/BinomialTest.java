package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BinomialTest {

  @Property(tries = 200)
  void agrees_with_exact_arithmetic(
      @ForAll @IntRange(min = 1, max = 120) int n,
      @ForAll @IntRange(min = 0, max = 120) int part,
      @ForAll @IntRange(min = 1, max = 99) int percent) {
    int x = part % (n + 1);
    double exact = exactly(x, n, percent);

    assertThat(Binomial.atMost(x, n, percent / 100.0)).isCloseTo(exact, within(1e-12));
    assertThat(Binomial.atLeast(x + 1, n, percent / 100.0)).isCloseTo(1 - exact, within(1e-12));
  }

  private static double exactly(int x, int n, int percent) {
    BigDecimal p = BigDecimal.valueOf(percent, 2);
    BigDecimal q = BigDecimal.ONE.subtract(p);
    BigDecimal sum = BigDecimal.ZERO;
    BigInteger ways = BigInteger.ONE;
    for (int k = 0; k <= x; k++) {
      sum = sum.add(new BigDecimal(ways).multiply(p.pow(k)).multiply(q.pow(n - k)));
      ways = ways.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
    }
    return sum.round(new MathContext(17)).doubleValue();
  }

  @Property(tries = 200)
  void both_tails_make_up_the_whole(
      @ForAll @IntRange(min = 1, max = 10_000_000) int n,
      @ForAll @IntRange(min = 0, max = 10_000_000) int part,
      @ForAll @DoubleRange(min = 1e-6, max = 0.999) @Scale(7) double p) {
    int x = part % n;

    assertThat(Binomial.atMost(x, n, p) + Binomial.atLeast(x + 1, n, p)).isCloseTo(1, within(1e-9));
  }

  @Property(tries = 200)
  void grows_with_the_count_and_falls_with_the_share(
      @ForAll @IntRange(min = 2, max = 1_000_000) int n,
      @ForAll @IntRange(min = 0, max = 1_000_000) int part,
      @ForAll @DoubleRange(min = 1e-5, max = 0.9) @Scale(7) double p) {
    int x = part % (n - 1);

    assertThat(Binomial.atMost(x + 1, n, p)).isGreaterThanOrEqualTo(Binomial.atMost(x, n, p));
    assertThat(Binomial.atMost(x, n, p * 1.01))
        .isLessThanOrEqualTo(Binomial.atMost(x, n, p) + 1e-12);
  }

  @Test
  void one_step_from_the_mean_of_ten_million_is_still_exact_in_relation() {
    long n = 10_000_000;
    double p = 0.05;
    // Neighbouring terms stand in a ratio that needs no logarithm.
    double ratio = Binomial.exactly(500_001, n, p) / Binomial.exactly(500_000, n, p);

    assertThat(ratio).isCloseTo((n - 500_000) * p / (500_001 * (1 - p)), within(1e-11));
    assertThat(Binomial.exactly(500_000, n, p))
        .isCloseTo(1 / Math.sqrt(2 * Math.PI * n * p * (1 - p)), Percentage.withPercentage(0.001));
  }

  @Test
  void its_borders_are_whole() {
    assertThat(Binomial.atMost(-1, 10, 0.5)).isZero();
    assertThat(Binomial.atMost(10, 10, 0.5)).isEqualTo(1);
    assertThat(Binomial.atMost(3, 10, 0)).isEqualTo(1);
    assertThat(Binomial.atMost(3, 10, 1)).isZero();
    assertThat(Binomial.atLeast(0, 10, 0.5)).isEqualTo(1);
    assertThat(Binomial.atLeast(11, 10, 0.5)).isZero();
    assertThat(Binomial.atLeast(3, 10, 0)).isZero();
    assertThat(Binomial.atLeast(3, 10, 1)).isEqualTo(1);
    assertThat(Binomial.exactly(10, 10, 0.5)).isCloseTo(Math.pow(2, -10), within(1e-15));
  }
}
