package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.List;

/** Says briefly what findings come to. */
final class Judged {
  private Judged() {}

  static Verdict judge(List<Objection> findings) {
    return Verdict.of(findings, "all is well", Evidence.of("test", FakeCluster.NOW));
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

  static String word(List<Objection> findings) {
    return word(judge(findings));
  }

  static List<String> codes(List<Objection> findings) {
    return findings.stream().map(Objection::code).toList();
  }

  static void saysWhatToDo(Verdict verdict, String... words) {
    assertThat(verdict.reason()).contains(words);
    assertThat(verdict.evidence().observed()).isNotEmpty();
  }
}
