package dev.sallyport.checks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {
  private static List<Double> numbers(double from, int count) {
    return DoubleStream.iterate(from, x -> x + 1).limit(count).boxed().toList();
  }

  @Test
  void the_same_values_do_not_differ() {
    MannWhitney test = MannWhitney.of(numbers(1, 20), numbers(1, 20));
    assertThat(test.larger()).isEqualTo(0.5);
    assertThat(test.p()).isBetween(0.4, 0.6);
    assertThat(MannWhitney.of(List.of(3.0, 3.0), List.of(3.0, 3.0)))
        .isEqualTo(new MannWhitney(0.5, 1));
  }

  @Test
  void values_that_are_all_larger_are_no_chance() {
    MannWhitney test = MannWhitney.of(numbers(100, 20), numbers(1, 20));
    assertThat(test.larger()).isEqualTo(1);
    assertThat(test.p()).isLessThan(1e-6);
    assertThat(MannWhitney.of(numbers(1, 20), numbers(100, 20)).p()).isGreaterThan(0.999);
  }

  /** U = 32 of 6 x 9 values: mean 27, variance 72, z = (32 - 27 - 0.5) / 8.485 = 0.5303. */
  @Test
  void an_example_worked_out_by_hand() {
    List<Double> first = List.of(8.0, 9.0, 10.0, 11.0, 12.0, 3.0);
    List<Double> second = List.of(1.0, 2.0, 4.0, 5.0, 6.0, 7.0, 13.0, 14.0, 15.0);
    MannWhitney test = MannWhitney.of(first, second);
    // each of 8 to 12 is larger than six, and 3 larger than two: 32 of 54
    assertThat(test.larger()).isEqualTo(32 / 54.0, within(1e-9));
    double z = (32 - 27 - 0.5) / Math.sqrt(72);
    assertThat(z).isEqualTo(0.5303, within(1e-4));
    assertThat(test.p()).isEqualTo(0.2979, within(1e-3));
  }
}
