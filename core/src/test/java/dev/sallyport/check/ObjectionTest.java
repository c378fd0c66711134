package dev.sallyport.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectionTest {
  private static final Evidence NOTHING = Evidence.of("asked", Instant.EPOCH);
  private static final Objection PENDING =
      Objection.pending("slow", "a", "a is slow", "Wait for it.");
  private static final Objection UNKNOWN =
      Objection.unknown(Verdict.Cause.NO_DATA, "silent", "b", "b is silent", "Look at b.");
  private static final Objection FAIL = Objection.fail("gone", "c", "c is gone", "Start it again.");

  @Test
  void nothing_objected_to_is_a_pass() {
    assertThat(Verdict.of(List.of(), "all is well", NOTHING))
        .isEqualTo(Verdict.pass("all is well", NOTHING));
  }

  @Test
  void the_worst_decides_and_all_are_evidence() {
    Verdict verdict = Verdict.of(List.of(PENDING, FAIL, UNKNOWN), "", NOTHING);

    assertThat(verdict)
        .isEqualTo(
            Verdict.fail(
                "gone",
                "c is gone. Start it again. Less grave findings: 2; see the evidence.",
                verdict.evidence()));
    assertThat(verdict.evidence().observed())
        .extracting(Observation::value)
        .containsExactly("slow: a is slow", "gone: c is gone", "silent: b is silent");
  }

  @Test
  void what_cannot_be_told_outweighs_what_is_not_yet() {
    assertThat(Verdict.of(List.of(PENDING, UNKNOWN), "", NOTHING))
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            v -> assertThat(v.cause()).isEqualTo(Verdict.Cause.NO_DATA));
    assertThat(Verdict.of(List.of(PENDING.failingIf(false)), "", NOTHING).word())
        .isEqualTo("pending");
    assertThat(Verdict.of(List.of(PENDING.failingIf(true)), "", NOTHING).word()).isEqualTo("fail");
  }

  @Test
  void three_are_spelled_out() {
    assertThat(Verdict.of(List.of(FAIL, FAIL, FAIL, FAIL, FAIL), "", NOTHING).reason())
        .isEqualTo("c is gone; c is gone; c is gone; and 2 more. Start it again.");
  }

  @Test
  void secrets_are_masked_longest_first_and_lines_are_cut() {
    Redactor redactor = Redactor.of(List.of("abc", "", "abcdef"));

    assertThat(redactor.clean("abcdefabc")).isEqualTo("******");
    assertThat(redactor.line(" abc\n\tx  12345", 7)).isEqualTo("*** x 1...");
    assertThat(redactor.finds("xabcx")).isTrue();
    assertThat(redactor.finds("xx")).isFalse();
    assertThat(redactor).hasToString("2 secrets");
  }
}
