package dev.sallyport.check;

import static dev.sallyport.check.Samples.NOON;
import static dev.sallyport.check.Samples.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SampleTest {
  private final AtomicInteger measured = new AtomicInteger();
  private final Object key = new Object();

  @Test
  void a_measurement_is_made_once_in_a_sample() throws Exception {
    CheckContext sample = context();
    assertThat(sample.<Integer>once(key, measured::incrementAndGet)).isEqualTo(1);
    assertThat(sample.<Integer>once(key, measured::incrementAndGet)).isEqualTo(1);
  }

  @Test
  void the_next_sample_measures_again() throws Exception {
    context().once(key, measured::incrementAndGet);
    assertThat(context().<Integer>once(key, measured::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void another_measurement_is_another_one_though_its_key_is_equal() throws Exception {
    CheckContext sample = context();
    sample.once(new String("p99"), measured::incrementAndGet);
    assertThat(sample.<Integer>once(new String("p99"), measured::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void what_a_measurement_throws_every_caller_gets() {
    CheckContext sample = context();
    Callable<Integer> refused =
        () -> {
          measured.incrementAndGet();
          throw new IOException("refused");
        };
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> sample.once(key, refused))
          .isInstanceOf(IOException.class)
          .hasMessage("refused");
    }
    assertThat(measured).hasValue(1);
  }

  @Test
  void an_error_comes_out_as_it_is() {
    CheckContext sample = context();
    assertThatThrownBy(
            () ->
                sample.once(
                    key,
                    () -> {
                      throw new NoClassDefFoundError("Driver");
                    }))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessage("Driver");
  }

  @Test
  void two_threads_share_one_measurement() throws Exception {
    CheckContext sample = context();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Integer> slow =
          () -> {
            begun.countDown();
            go.await();
            return measured.incrementAndGet();
          };
      Future<Integer> one = threads.submit(() -> sample.once(key, slow));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      Future<Integer> other = threads.submit(() -> sample.once(key, slow));
      go.countDown();
      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_time_left_shrinks_and_ends_at_zero() {
    Settable clock = new Settable();
    CheckContext sample = CheckContext.of(clock, Duration.ofSeconds(30));
    assertThat(sample.remaining()).isEqualTo(Duration.ofSeconds(30));
    clock.now = NOON.plusSeconds(20);
    assertThat(sample.remaining()).isEqualTo(Duration.ofSeconds(10));
    clock.now = NOON.plusSeconds(31);
    assertThat(sample.remaining()).isEqualTo(Duration.ZERO);
    assertThat(sample.startedAt()).isEqualTo(NOON);
    assertThat(sample.clock()).isSameAs(clock);
  }

  @Test
  void cancelling_is_seen_at_once() {
    AtomicBoolean cancelled = new AtomicBoolean();
    CheckContext sample =
        Sample.begin(new Settable(), Duration.ofSeconds(1), Secret.Source.none(), cancelled::get);
    assertThat(sample.cancelled()).isFalse();
    cancelled.set(true);
    assertThat(sample.cancelled()).isTrue();
    assertThat(context().cancelled()).isFalse();
  }

  @Test
  void secrets_come_from_the_source_and_are_not_shown() {
    Secret<String> token = Secret.of("token", String.class);
    CheckContext sample =
        Sample.begin(
            new Settable(),
            Duration.ofSeconds(1),
            Secret.Source.of(Map.of(token, "hunter2")),
            () -> false);
    assertThat(sample.secret(token)).isEqualTo("hunter2");
    assertThat(sample.toString()).doesNotContain("hunter2");
    CheckContext none = context();
    assertThatThrownBy(() -> none.secret(token)).isInstanceOf(IllegalStateException.class);
  }

  private static final class Settable extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
