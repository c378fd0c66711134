package dev.sallyport.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void without_retries_there_is_one_attempt() {
    assertThat(Retry.none().attempts()).isEqualTo(1);
    assertThat(Retry.none().describe()).isEmpty();
  }

  @Test
  void equal_delays_are_equal() {
    assertThat(Retry.every(SECOND).attempts()).isEqualTo(3);
    assertThat(delays(Retry.every(SECOND))).containsExactly(1000L, 1000L, 1000L, 1000L);
  }

  @Test
  void delays_grow_by_the_multiplier() {
    assertThat(delays(Retry.backoff(SECOND, 2))).containsExactly(1000L, 2000L, 4000L, 8000L);
    assertThat(delays(Retry.backoff(SECOND, 1.5))).containsExactly(1000L, 1500L, 2250L, 3375L);
    assertThat(delays(Retry.backoff(SECOND, 1))).containsExactly(1000L, 1000L, 1000L, 1000L);
  }

  @Test
  void delays_grow_no_further_than_the_longest() {
    assertThat(delays(Retry.backoff(SECOND, 2).atMost(Duration.ofSeconds(3))))
        .containsExactly(1000L, 2000L, 3000L, 3000L);
    assertThat(
            delays(Retry.every(SECOND).atMost(Duration.ofMinutes(1)).atMost(SECOND.dividedBy(2))))
        .containsOnly(500L);
  }

  @Test
  void without_jitter_the_draw_does_not_matter() {
    assertThat(Retry.every(SECOND).delayAfter(1, 0)).isEqualTo(SECOND);
    assertThat(Retry.every(SECOND).delayAfter(1, 0.99)).isEqualTo(SECOND);
  }

  @Test
  void jitter_goes_from_half_to_one_and_a_half() {
    Retry retry = Retry.every(SECOND).jitter();
    assertThat(retry.delayAfter(1, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(retry.delayAfter(1, 0.5)).isEqualTo(SECOND);
    assertThat(retry.delayAfter(1, 0.999999)).isEqualTo(Duration.ofMillis(1500));
    assertThat(retry.jitter().delayAfter(1, 0)).isEqualTo(Duration.ofMillis(500));
  }

  @Property(tries = 300)
  void no_delay_is_longer_than_the_longest_whatever_the_order_of_the_words(
      @ForAll @IntRange(min = 1, max = 500) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double draw) {
    Duration longest = Duration.ofSeconds(30);
    Retry backoff = Retry.backoff(SECOND, 3);
    for (Retry retry :
        List.of(backoff.jitter().atMost(longest), backoff.atMost(longest).jitter())) {
      assertThat(retry.delayAfter(attempt, draw)).isBetween(Duration.ofMillis(500), longest);
    }
    assertThat(backoff.jitter().delayAfter(attempt, draw))
        .isBetween(Duration.ofMillis(500), Duration.ofDays(36_500));
  }

  @Test
  void attempts_are_counted_with_the_first() {
    assertThat(Retry.every(SECOND).attempts(5).attempts()).isEqualTo(5);
  }

  @Test
  void some_exceptions_end_it_at_once() {
    Retry retry =
        Retry.every(SECOND).unless(FileNotFoundException.class).unless(IllegalStateException.class);
    assertThat(retry.retries(new IOException())).isTrue();
    assertThat(retry.retries(new FileNotFoundException())).isFalse();
    assertThat(retry.retries(new IllegalStateException())).isFalse();
    assertThat(Retry.every(SECOND).retries(new FileNotFoundException())).isTrue();
  }

  @Test
  void a_resilience4j_policy_gives_attempts_exceptions_and_intervals() {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(4)
            .intervalFunction(IntervalFunction.ofExponentialBackoff(SECOND, 2))
            .retryExceptions(IOException.class)
            .ignoreExceptions(FileNotFoundException.class)
            .build();
    Retry retry = Retry.of(config);
    assertThat(retry.attempts()).isEqualTo(4);
    assertThat(delays(retry)).containsExactly(1000L, 2000L, 4000L, 8000L);
    assertThat(retry.retries(new IOException())).isTrue();
    assertThat(retry.retries(new FileNotFoundException())).isFalse();
    assertThat(retry.retries(new IllegalStateException())).isFalse();
    assertThat(retry.unless(IOException.class).retries(new IOException())).isFalse();
    assertThat(Retry.of(RetryConfig.ofDefaults()).attempts()).isEqualTo(3);
  }

  @Test
  void it_is_described_in_one_line() {
    assertThat(
            Retry.backoff(SECOND, 2)
                .attempts(4)
                .jitter()
                .atMost(Duration.ofMinutes(1))
                .unless(IOException.class)
                .describe())
        .isEqualTo("attempts=4 backoff=PT1S*2.0 jitter at-most=PT1M unless=java.io.IOException");
    assertThat(Retry.none().attempts(2).describe()).isEqualTo("attempts=2");
    assertThat(Retry.of(RetryConfig.ofDefaults()).describe()).isEqualTo("attempts=3 resilience4j");
  }

  @Test
  void every_word_leaves_the_original_as_it_was() {
    Retry retry = Retry.backoff(SECOND, 2);
    String before = retry.describe();
    retry.attempts(9).jitter().atMost(SECOND).unless(IOException.class);
    assertThat(retry.describe()).isEqualTo(before);
    assertThat(delays(retry)).containsExactly(1000L, 2000L, 4000L, 8000L);
    assertThat(retry.retries(new IOException())).isTrue();
  }

  private static List<Long> delays(Retry retry) {
    return IntStream.rangeClosed(1, 4).mapToObj(i -> retry.delayAfter(i, 0.7).toMillis()).toList();
  }
}
