package dev.sallyport.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class UnansweredTest {
  private static final Evidence EVIDENCE = Evidence.of("PING", Instant.EPOCH);

  @Test
  void who_gives_no_answer_can_be_judged_no_better_than_inconclusive() {
    UnansweredException silent =
        new UnansweredException("The queue at 10.0.0.1 was silent", "Start it.", null);
    assertThat(silent.verdict(EVIDENCE))
        .isEqualTo(
            Verdict.inconclusive(
                Verdict.Cause.ERROR, "The queue at 10.0.0.1 was silent. Start it.", EVIDENCE));
    assertThat(silent.<Percent>reading(EVIDENCE))
        .isEqualTo(Reading.error("The queue at 10.0.0.1 was silent. Start it.", EVIDENCE));
  }

  @Test
  void a_check_of_a_function_tells_what_it_could_not_ask() throws Exception {
    Check check =
        Check.of(
            "queue",
            context -> {
              throw new UnansweredException("The queue was silent", "Start it.", null);
            });
    Sample sample =
        Sample.begin(
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            Duration.ofSeconds(1),
            Secret.Source.of(Map.of()),
            () -> false);

    assertThat(check.judge(sample))
        .isEqualTo(
            Verdict.inconclusive(
                Verdict.Cause.ERROR,
                "The queue was silent. Start it.",
                Evidence.of("queue", Instant.EPOCH)));
  }

  @Test
  void a_problem_is_told_by_the_words_of_its_first_cause() {
    Redactor redactor = Redactor.of(List.of("hunter2"));
    Exception refused = new IOException("refused\n for hunter2");
    assertThat(redactor.words(new ExecutionException("outer", refused), 100))
        .isEqualTo("refused for ***");
    assertThat(redactor.words(new IOException("x".repeat(9)), 4)).isEqualTo("xxxx...");
  }

  @Test
  void a_problem_without_words_is_told_by_its_kind() {
    Redactor redactor = Redactor.of(List.of());
    assertThat(redactor.words(new ExecutionException(new IOException(" ")), 100))
        .isEqualTo("IOException");
    assertThat(redactor.words(new TimeoutException(), 100))
        .isEqualTo("no answer within the deadline");
  }
}
