package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.check.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final LoadPlan PLAN =
      LoadPlan.of(
          URI.create("http://h/"),
          Rate.perSecond(300),
          Duration.ofSeconds(9),
          Duration.ofSeconds(1));

  @Test
  void constant_arrivals_do_not_drift() {
    List<Long> due = all(PLAN);

    assertThat(due).hasSize(3000); // a warm-up of 1 s as well
    assertThat(due.get(0)).isZero();
    assertThat(due.get(2999)).isCloseTo(2999_000_000_000L / 300, within(1L));
  }

  @Test
  void poisson_arrivals_are_the_same_for_the_same_seed() {
    assertThat(all(PLAN.seed(7))).isEqualTo(all(PLAN.seed(7))).isNotEqualTo(all(PLAN.seed(8)));
  }

  @Test
  void poisson_gaps_have_the_mean_asked_for_and_spread_as_much() {
    List<Long> due = all(PLAN.seed(42));
    double mean = due.get(due.size() - 1) / 1e9 / (due.size() - 1);
    double squares = 0;
    for (int i = 1; i < due.size(); i++) {
      squares += Math.pow((due.get(i) - due.get(i - 1)) / 1e9 - mean, 2);
    }

    assertThat(due).isSorted();
    assertThat(mean).isCloseTo(1 / 300.0, Percentage.withPercentage(10));
    // Standard deviation and mean of an exponential distribution are equal.
    assertThat(Math.sqrt(squares / due.size())).isCloseTo(mean, Percentage.withPercentage(15));
  }

  private static List<Long> all(LoadPlan plan) {
    Arrivals arrivals = new Arrivals(plan);
    List<Long> due = new ArrayList<>();
    for (long at = arrivals.next(); at >= 0; at = arrivals.next()) {
      due.add(at);
    }
    return due;
  }
}
