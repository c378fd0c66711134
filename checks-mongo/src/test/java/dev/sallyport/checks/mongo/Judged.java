package dev.sallyport.checks.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Verdicts in a word. */
final class Judged {
  private Judged() {}

  static Verdict now(Check check) throws Exception {
    return Ask.checks().within(Duration.ofSeconds(10)).now(check);
  }

  static String word(Verdict verdict) {
    return Ask.word(verdict);
  }

  static Verdict says(String word, Check check) throws Exception {
    Verdict verdict = now(check);
    assertThat(word(verdict)).as(verdict.toString()).isEqualTo(word);
    assertThat(verdict.evidence().observed()).isNotEmpty();
    return verdict;
  }

  /** Judges what rules object to. */
  static String word(List<Objection> found) {
    return word(Verdict.of(found, "fine", Evidence.of("rules", Instant.EPOCH)));
  }

  static List<String> codes(List<Objection> found) {
    return found.stream().map(Objection::code).toList();
  }
}
