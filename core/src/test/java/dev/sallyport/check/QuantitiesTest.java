package dev.sallyport.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT0.000000001S, 0.001 \u00b5s",
    "PT0.00000125S, 1.25 \u00b5s",
    "PT0.000350S, 350 \u00b5s",
    "PT0.000999999S, 1 ms",
    "PT0.001S, 1 ms",
    "PT0.0015S, 1.5 ms",
    "PT0.35S, 350 ms",
    "PT0.3504S, 350.4 ms",
    "PT0.999S, 999 ms",
    "PT0.999999S, 1 s",
    "PT1S, 1 s",
    "PT1.5S, 1.5 s",
    "PT1.9996S, 2 s",
    "PT30S, 30 s",
    "PT59.99S, 59.99 s",
    "PT59.9996S, 1 min",
    "PT1M, 1 min",
    "PT3M20S, 3 min 20 s",
    "PT59M59.9S, 59 min 59 s",
    "PT1H, 1 h",
    "PT2H5M, 2 h 5 min",
    "PT48H, 48 h",
    "PT71H59M, 71 h 59 min",
    "PT72H, 3 d",
    "PT73H, 3 d 1 h",
    "PT-1.5S, -1.5 s",
    "PT-90S, -1 min 30 s"
  })
  void durations_read_as_people_write_them(Duration duration, String text) {
    assertThat(Quantities.show(duration)).isEqualTo(text);
    assertThat(Quantities.show((Object) duration)).isEqualTo(text);
  }

  @Test
  void even_for_ever_can_be_shown() {
    assertThat(Quantities.show(ChronoUnit.FOREVER.getDuration()))
        .isEqualTo("106751991167300 d 15 h");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "-0.00001, 0",
    "0.1, 0.1",
    "0.12345, 0.1235",
    "0.99999, 1",
    "1.005, 1.01",
    "1.25, 1.25",
    "10, 10",
    "99.996, 100",
    "100, 100",
    "123.44, 123.4",
    "1000000, 1000000",
    "-12.5, -12.5"
  })
  void numbers_have_no_more_decimals_than_they_need(double value, String text) {
    assertThat(Quantities.number(value)).isEqualTo(text);
  }

  @Test
  void the_language_of_the_machine_does_not_matter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Quantities.show(Duration.ofMillis(1500))).isEqualTo("1.5 s");
      assertThat(Percent.of(0.1)).hasToString("0.1 %");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everything_else_shows_itself() {
    assertThat(Quantities.show(Percent.of(5))).isEqualTo("5 %");
    assertThat(Quantities.show(16384)).isEqualTo("16384");
  }
}
