package dev.sallyport.check;

import static dev.sallyport.check.Samples.SEEN;
import static dev.sallyport.check.Samples.context;
import static dev.sallyport.check.Samples.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void a_check_is_a_name_and_a_function() throws Exception {
    Check check = Check.of("redis slots", context -> Verdict.pass("16384 slots", SEEN));
    assertThat(check.name()).isEqualTo("redis slots");
    assertThat(check.judge(context())).isEqualTo(Verdict.pass("16384 slots", SEEN));
  }

  @Test
  void another_name_changes_only_the_name() throws Exception {
    Check check = saying(Verdict.pass("fine", SEEN));
    Check renamed = check.named("redis slots");
    assertThat(check.name()).isEqualTo("check");
    assertThat(renamed.name()).isEqualTo("redis slots");
    assertThat(renamed.judge(context())).isEqualTo(check.judge(context()));
  }

  @Test
  void what_a_check_throws_comes_out_as_it_is() {
    Check check =
        Check.of(
            "redis slots",
            context -> {
              throw new java.io.IOException("refused");
            });
    assertThatThrownBy(() -> check.judge(context()))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("refused");
  }

  @Test
  void blank_names_are_refused() {
    Check check = saying(Verdict.pass("fine", SEEN));
    String text = "The name is blank. Give it some words.";
    assertThatThrownBy(() -> Check.of("", c -> Verdict.pass("", SEEN))).hasMessage(text);
    assertThatThrownBy(() -> check.named("\t")).hasMessage(text);
    assertThatThrownBy(() -> Metric.of(" ", c -> Reading.value(1, SEEN))).hasMessage(text);
    assertThatThrownBy(() -> Secret.of(" ", String.class)).hasMessage(text);
  }

  @Test
  void every_kind_of_verdict_keeps_its_kind_with_other_words() {
    Evidence other = SEEN.against("< 1");
    assertThat(Verdict.pass("a", SEEN).with("b", other)).isEqualTo(Verdict.pass("b", other));
    assertThat(Verdict.pending("c", "a", SEEN).with("b", other))
        .isEqualTo(Verdict.pending("c", "b", other));
    assertThat(Verdict.fail("c", "a", SEEN).with("b", other))
        .isEqualTo(Verdict.fail("c", "b", other));
    assertThat(Verdict.inconclusive(Verdict.Cause.AMBIGUOUS, "a", SEEN).with("b", other))
        .isEqualTo(Verdict.inconclusive(Verdict.Cause.AMBIGUOUS, "b", other));
  }

  @Test
  void only_a_pass_passed() {
    assertThat(Verdict.pass("", SEEN).passed()).isTrue();
    assertThat(Verdict.pending("c", "", SEEN).passed()).isFalse();
    assertThat(Verdict.fail("c", "", SEEN).passed()).isFalse();
    assertThat(Samples.noData("").passed()).isFalse();
  }
}
