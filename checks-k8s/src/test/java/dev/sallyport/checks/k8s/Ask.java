package dev.sallyport.checks.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Takes samples by hand. */
final class Ask {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Ask() {}

  static CheckContext sample() {
    return Sample.begin(
        Clock.systemUTC(),
        Duration.ofSeconds(15),
        Secret.Source.of(Map.of(ControlPlane.TOKEN, ControlPlane.WORD)),
        () -> false);
  }

  static Verdict now(Check check) throws Exception {
    return check.judge(sample());
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
