package dev.sallyport.check;

import static dev.sallyport.check.Samples.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_number_that_is_not_finite_is_no_data(double value) {
    assertThat(Reading.value(value, SEEN)).isEqualTo(Reading.noData("the value is " + value, SEEN));
    assertThat(Reading.value((float) value, SEEN))
        .isEqualTo(Reading.noData("the value is " + value, SEEN));
  }

  @Test
  void a_number_that_is_not_finite_cannot_be_made_a_value_by_hand() {
    assertThatThrownBy(() -> new Reading.Value<>(Double.NaN, SEEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A value must be finite, but is NaN. Read it by Reading.value(...).");
  }

  @Test
  void every_other_value_is_a_value() {
    assertThat(Reading.value(0.0, SEEN)).isEqualTo(new Reading.Value<>(0.0, SEEN));
    assertThat(Reading.value(0L, SEEN)).isEqualTo(new Reading.Value<>(0L, SEEN));
  }

  @Test
  void a_ratio_is_a_percentage() {
    assertThat(Reading.ratio(1, 8, SEEN)).isEqualTo(new Reading.Value<>(Percent.of(12.5), SEEN));
    assertThat(Reading.ratio(0, 8, SEEN)).isEqualTo(new Reading.Value<>(Percent.of(0), SEEN));
    assertThat(Reading.ratio(1e307, 1e308, SEEN)).isInstanceOf(Reading.Value.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, there is no ratio of 0 to 0",
    "5, 0, there is no ratio of 5 to 0",
    "-97, 90, there is no ratio of -97 to 90",
    "-97, -110, there is no ratio of -97 to -110",
    "NaN, 10, there is no ratio of NaN to 10",
    "1, NaN, there is no ratio of 1 to NaN",
    "1, Infinity, there is no ratio of 1 to Infinity",
    "1e300, 1e-300, "
  })
  void a_ratio_without_a_sound_whole_is_no_data(double part, double whole, String why) {
    assertThat(Reading.ratio(part, whole, SEEN))
        .isInstanceOfSatisfying(
            Reading.NoData.class,
            none -> {
              if (why != null) {
                assertThat(none.why()).isEqualTo(why);
              }
            });
  }
}
