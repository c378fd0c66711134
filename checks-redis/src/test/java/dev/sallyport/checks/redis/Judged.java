package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Ask;
import java.util.List;

/** Says briefly what findings come to. */
final class Judged {
  private Judged() {}

  static Verdict judge(List<Objection> findings) {
    return Verdict.of(findings, "all is well", Evidence.of("test", FakeCluster.NOW));
  }

  static String word(Verdict verdict) {
    return Ask.word(verdict);
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
