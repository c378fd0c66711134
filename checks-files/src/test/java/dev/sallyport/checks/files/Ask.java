package dev.sallyport.checks.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;

/** Asks a check once. */
final class Ask {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Ask() {}

  static Verdict ask(Check check) throws Exception {
    return check.judge(CheckContext.of(Clock.systemUTC(), LIMIT));
  }

  static <Q extends Comparable<? super Q>> Reading<Q> read(Metric<Q> metric) throws Exception {
    return metric.read(CheckContext.of(Clock.systemUTC(), LIMIT));
  }

  static <Q extends Comparable<? super Q>> Q value(Metric<Q> metric) throws Exception {
    Reading<Q> reading = read(metric);
    assertThat(reading).as("%s", reading).isInstanceOf(Reading.Value.class);
    return ((Reading.Value<Q>) reading).value();
  }

  static void passes(Check check) throws Exception {
    Verdict verdict = ask(check);
    assertThat(verdict.passed()).as("%s", verdict).isTrue();
  }

  /** Asserts the kind of the verdict, and that it names the code. */
  static Verdict says(String word, String code, Check check) throws Exception {
    Verdict verdict = ask(check);
    assertThat(verdict.word()).as("%s", verdict).isEqualTo(word);
    assertThat(verdict.toString()).contains(code);
    return verdict;
  }
}
