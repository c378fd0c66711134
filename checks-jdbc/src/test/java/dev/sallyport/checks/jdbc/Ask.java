package dev.sallyport.checks.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes samples of a check. */
final class Ask {
  static final Secret<String> PASSWORD = Secret.of("database", String.class);
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private Ask() {}

  static CheckContext sample(Duration limit) {
    return sample(limit, Server.PASSWORD);
  }

  static CheckContext sample(Duration limit, String password) {
    return Sample.begin(
        Clock.systemUTC(), limit, Secret.Source.of(Map.of(PASSWORD, password)), () -> false);
  }

  static Verdict now(Check check) throws Exception {
    return check.judge(sample(LIMIT));
  }

  /** Takes samples until one says {@code word}, and returns it. */
  static Verdict until(Check check, String word) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Verdict verdict = now(check);
    while (!word(verdict).equals(word) && System.nanoTime() < end) {
      Thread.sleep(20);
      verdict = now(check);
    }
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
    return verdict;
  }

  /**
   * Returns {@code pass}, {@code pending code}, {@code fail code} or {@code inconclusive CAUSE}.
   */
  static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Pending pending) {
      return "pending " + pending.code();
    }
    if (verdict instanceof Verdict.Fail fail) {
      return "fail " + fail.code();
    }
    if (verdict instanceof Verdict.Inconclusive open) {
      return "inconclusive " + open.cause();
    }
    return verdict.word();
  }

  /** Returns what findings come to. */
  static Verdict judge(List<Objection> findings) {
    return Verdict.of(findings, "all is well", Evidence.of("test", Instant.EPOCH));
  }
}
