package dev.sallyport.examples.analytics.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The line, beside one that was drawn by hand. */
class TrendTest {
  @Test
  void a_line_is_found_again() {
    Trend trend = Trend.through(List.of(1L, 3L, 5L, 7L));
    assertThat(trend.slope()).isCloseTo(2, within(1e-12));
    assertThat(trend.ahead(1)).isCloseTo(9, within(1e-9));
    assertThat(trend.r2()).isCloseTo(1, within(1e-12));
    assertThat(trend.deviation()).isCloseTo(0, within(1e-6));
  }

  @Test
  void numbers_that_scatter() {
    Trend trend = Trend.through(List.of(1L, 3L, 2L, 5L));
    assertThat(trend.slope()).isCloseTo(1.1, within(1e-12));
    assertThat(trend.intercept()).isCloseTo(1.1, within(1e-12));
    assertThat(trend.r2()).isCloseTo(6.05 / 8.75, within(1e-12));
    assertThat(trend.deviation()).isCloseTo(Math.sqrt(1.35), within(1e-12));
  }

  @Test
  void what_falls_does_not_fall_below_nothing() {
    assertThat(Trend.through(List.of(9L, 6L, 3L)).ahead(5)).isZero();
    assertThat(Trend.through(List.of(4L, 4L, 4L)).r2()).isEqualTo(1);
  }

  @Test
  void two_numbers_are_no_trend() {
    assertThatThrownBy(() -> Trend.through(List.of(1L, 2L)))
        .hasMessage("A trend needs 3 numbers, not 2");
  }
}
