package dev.sallyport.testkit.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskTest {
  private static final Evidence SEEN = Evidence.of("PING", Instant.EPOCH);
  private static final Secret<String> WORD = Secret.of("word", String.class);

  @Test
  void a_verdict_is_told_by_its_kind_and_code() {
    assertThat(Ask.word(Verdict.pass("all", SEEN))).isEqualTo("pass");
    assertThat(Ask.word(Verdict.pending("late", "not yet", SEEN))).isEqualTo("pending late");
    assertThat(Ask.word(Verdict.fail("lost", "gone", SEEN))).isEqualTo("fail lost");
    assertThat(Ask.word(Verdict.inconclusive(Verdict.Cause.ERROR, "silent", SEEN)))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void it_asks_until_the_word_comes() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check third =
        Check.of(
            "third",
            context ->
                asked.incrementAndGet() < 3
                    ? Verdict.pending("early", "too early", SEEN)
                    : Verdict.pass("the third", SEEN));
    assertThat(Ask.checks().until(third, "pass").passed()).isTrue();
    assertThat(asked).hasValue(3);
  }

  @Test
  void what_does_not_come_is_told_with_what_came() {
    Check never = Check.of("never", context -> Verdict.fail("lost", "The key is gone", SEEN));
    assertThatThrownBy(() -> Ask.checks().patience(Duration.ofMillis(60)).until(never, "pass"))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Waited in vain for \"pass\"; at last never said \"fail lost\": The key is gone");
  }

  @Test
  void a_sample_has_its_limit_and_its_secrets() {
    var sample = Ask.checks().within(Duration.ofSeconds(2)).knowing(WORD, "sesame").sample();
    assertThat(sample.secret(WORD)).isEqualTo("sesame");
    assertThat(sample.remaining()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }
}
