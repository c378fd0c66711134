package dev.sallyport.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_percentage_or_rate_is_finite(double value) {
    assertThatThrownBy(() -> Percent.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A percentage must be finite, but is " + value + ". Read it as no data instead.");
    assertThatThrownBy(() -> Rate.perSecond(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A rate must be finite, but is " + value + ". Read it as no data instead.");
  }

  @Test
  void percentages_are_ordered_and_shown() {
    assertThat(Percent.percent(5)).isEqualTo(Percent.of(5)).isGreaterThan(Percent.of(4.9));
    assertThat(Percent.of(5).fraction()).isEqualTo(0.05);
    assertThat(Percent.of(0.1)).hasToString("0.1 %");
    assertThat(Percent.of(99.95)).hasToString("99.95 %");
    assertThat(Percent.of(-0.0)).hasToString("0 %");
  }

  @Test
  void rates_are_a_second_whatever_the_span() {
    assertThat(Rate.of(120, Duration.ofMinutes(1))).isEqualTo(Rate.perSecond(2));
    assertThat(Rate.of(1, Duration.ofMillis(500))).hasToString("2 /s");
    assertThat(Rate.perSecond(2)).isLessThan(Rate.perSecond(3));
  }

  @Test
  void a_rate_needs_a_span() {
    assertThatThrownBy(() -> Rate.of(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The span of a rate must be longer than zero, but is 0 s. Read it as no data instead.");
    assertThatThrownBy(() -> Rate.of(1, Duration.ofSeconds(-90)))
        .hasMessage(
            "The span of a rate must be longer than zero, but is -1 min 30 s."
                + " Read it as no data instead.");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1, 1 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.5 KiB",
    "-1536, -1.5 KiB",
    "102400, 100 KiB",
    "1048575, 1 MiB",
    "1048576, 1 MiB",
    "1073741823, 1 GiB",
    "1073741824, 1 GiB",
    "5368709120, 5 GiB",
    "1099511627776, 1 TiB",
    "1125899906842624, 1 PiB",
    "9223372036854775807, 8 EiB",
    "-9223372036854775808, -8 EiB"
  })
  void sizes_are_shown_in_the_unit_that_fits(long bytes, String text) {
    assertThat(DataSize.bytes(bytes)).hasToString(text);
  }

  @Test
  void sizes_are_ordered_and_do_not_overflow() {
    assertThat(DataSize.kibibytes(1)).isEqualTo(DataSize.bytes(1024));
    assertThat(DataSize.mebibytes(1)).isEqualTo(DataSize.kibibytes(1024));
    assertThat(DataSize.gibibytes(1))
        .isEqualTo(DataSize.mebibytes(1024))
        .isGreaterThan(DataSize.bytes(1));
    assertThatThrownBy(() -> DataSize.gibibytes(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }
}
