package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks checks by hand. */
final class Asked {
  private Asked() {}

  static Verdict ask(Check check) throws Exception {
    return check.judge(context());
  }

  /** Asks again, as a gate does, until the verdict is the one hoped for, at most a few times. */
  static Verdict until(String code, Check check) throws Exception {
    Verdict verdict = ask(check);
    for (int i = 0; i < 4 && !code(verdict).equals(code); i++) {
      verdict = ask(check);
    }
    return verdict;
  }

  static CheckContext context() {
    return within(Duration.ofSeconds(60));
  }

  static CheckContext within(Duration limit) {
    return CheckContext.of(Clock.systemUTC(), limit);
  }

  static CheckContext knowing(Secret<?> secret, Object value) {
    return Sample.begin(
        Clock.systemUTC(),
        Duration.ofSeconds(60),
        Secret.Source.of(Map.of(secret, value)),
        () -> false);
  }

  static String code(Verdict verdict) {
    if (verdict instanceof Verdict.Pending pending) {
      return "pending " + pending.code();
    }
    if (verdict instanceof Verdict.Fail fail) {
      return "fail " + fail.code();
    }
    return verdict instanceof Verdict.Inconclusive none
        ? "inconclusive " + none.cause()
        : verdict.word();
  }

  static Map<String, String> seen(Verdict verdict) {
    return verdict.evidence().observed().stream()
        .collect(
            Collectors.toMap(
                Observation::name, Observation::value, (one, two) -> one + " | " + two));
  }
}
