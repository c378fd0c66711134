package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The rule over made-up series: one sample a second, for half a minute, in MiB. */
class MemoryRulesTest {
  private static final double MIB = 1 << 20;

  private static List<MemorySample> series(int count, IntToDoubleFunction mebibytes) {
    List<MemorySample> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new MemorySample(i * 1_000_000_000L, mebibytes.applyAsDouble(i) * MIB, 1));
    }
    return all;
  }

  private static Reading<DataSize> reading(List<MemorySample> samples) {
    return MemoryRules.growth(
        samples, Duration.ofSeconds(30), Evidence.of("memory", Instant.EPOCH));
  }

  private static double growth(List<MemorySample> samples) {
    return ((Reading.Value<DataSize>) reading(samples)).value().bytes() / MIB;
  }

  @Test
  void steady_growing_and_shrinking_memory_is_measured() {
    assertThat(growth(series(31, i -> 100))).isZero();
    assertThat(growth(series(31, i -> 100 + 2 * i))).isCloseTo(60, within(0.01));
    assertThat(growth(series(31, i -> 100 - i))).isCloseTo(-30, within(0.01));
  }

  /** Rises by 10 MiB a second, and is collected every five seconds. */
  private static double tooth(int i) {
    return 100 + 10 * (i % 5);
  }

  @Test
  void the_ends_of_a_sawtooth_do_not_lie() {
    List<MemorySample> noLeak = series(30, MemoryRulesTest::tooth);
    assertThat(noLeak.get(29).bytes() - noLeak.get(0).bytes())
        .as("by its ends")
        .isEqualTo(40 * MIB);
    assertThat(growth(noLeak)).isCloseTo(0, within(10.0));
    // begins at a peak and ends in a valley, and grows all the same
    List<MemorySample> leak = series(27, i -> tooth(i + 4) + i * 1.5);
    assertThat(leak.get(26).bytes() - leak.get(0).bytes()).as("by its ends").isLessThan(0);
    assertThat(growth(leak)).isCloseTo(45, within(15.0));
  }

  @Test
  void a_peak_now_and_then_does_not_count() {
    assertThat(growth(series(31, i -> i >= 28 ? 900 : 100))).isLessThan(1);
  }

  @Test
  void a_restart_and_too_few_samples_are_no_data() {
    List<MemorySample> restarted = new ArrayList<>(series(31, i -> 100));
    restarted.set(20, new MemorySample(20_000_000_000L, 100 * MIB, 2));
    assertThat(((Reading.NoData<DataSize>) reading(restarted)).why())
        .startsWith("the process was restarted within the window, or several answer in turn");
    assertThat(((Reading.NoData<DataSize>) reading(series(9, i -> 100))).why())
        .startsWith("there are 9 samples, and a trend takes 10");
    assertThat(reading(List.of())).isInstanceOf(Reading.NoData.class);
  }

  @Test
  void a_page_is_read_by_the_name_alone() {
    String page =
        """
        # HELP mem Memory.
        # TYPE mem gauge
        mem{pool="a b",x="}"} 1.5e6 1700000000000
        mem{pool="c"} 5e5
        mem_total 7
        other NaN
        empty{a="b"}
        """;
    assertThat(Exposition.sum(page, "mem")).isEqualTo(OptionalDouble.of(2e6));
    assertThat(Exposition.sum(page, "mem_total")).isEqualTo(OptionalDouble.of(7));
    assertThat(Exposition.sum(page, "other")).isEmpty();
    assertThat(Exposition.sum(page, "empty")).isEmpty();
    assertThat(Exposition.sum(page, "nowhere")).isEmpty();
    assertThat(Exposition.sum("<html>mem</html>", "mem")).isEmpty();
  }
}
