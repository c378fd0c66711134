package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;

/** Takes samples of a check. */
final class Ask {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Ask() {}

  /** Returns options with deadlines that a busy machine keeps, too. */
  static RedisOptions patiently(RedisOptions options) {
    return options.deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  static CheckContext sample(Duration limit) {
    return sample(limit, Secret.Source.none());
  }

  static CheckContext sample(Duration limit, Secret.Source secrets) {
    return Sample.begin(Clock.systemUTC(), limit, secrets, () -> false);
  }

  static Verdict now(Check check) throws Exception {
    return check.judge(sample(LIMIT));
  }

  /** Takes samples until one says {@code word}, and returns it. */
  static Verdict until(Check check, String word) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Verdict verdict = now(check);
    while (!word(verdict).equals(word) && System.nanoTime() < end) {
      Thread.sleep(50);
      verdict = now(check);
    }
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
    return verdict;
  }
}
