package dev.sallyport.checks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;

/** Takes samples by hand. */
final class Ask {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Ask() {}

  static Verdict now(Check check) throws Exception {
    return check.judge(CheckContext.of(Clock.systemUTC(), Duration.ofSeconds(15)));
  }

  static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Fail fail) {
      return "fail " + fail.code();
    }
    if (verdict instanceof Verdict.Pending pending) {
      return "pending " + pending.code();
    }
    return verdict instanceof Verdict.Inconclusive it ? "inconclusive " + it.cause() : "pass";
  }

  /** Takes samples until one says {@code word}, and returns it. */
  static Verdict until(Check check, String word) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Verdict verdict = now(check);
    while (!word(verdict).equals(word) && System.nanoTime() < end) {
      Thread.sleep(100);
      verdict = now(check);
    }
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
    return verdict;
  }
}
