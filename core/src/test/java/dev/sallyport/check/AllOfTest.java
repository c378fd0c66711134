package dev.sallyport.check;

import static dev.sallyport.check.Samples.NOON;
import static dev.sallyport.check.Samples.SEEN;
import static dev.sallyport.check.Samples.context;
import static dev.sallyport.check.Samples.noData;
import static dev.sallyport.check.Samples.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllOfTest {

  @ParameterizedTest
  @CsvSource({
    "pass, pass, pass",
    "pass, pending, pending",
    "pending, inconclusive, inconclusive",
    "inconclusive, fail, fail",
    "pass, inconclusive, inconclusive",
    "pending, fail, fail",
    "pass, fail, fail"
  })
  void the_worse_verdict_counts_whichever_comes_first(String one, String other, String worse)
      throws Exception {
    assertThat(saying(verdict(one)).and(saying(verdict(other))).judge(context()).word())
        .isEqualTo(worse);
    assertThat(saying(verdict(other)).and(saying(verdict(one))).judge(context()).word())
        .isEqualTo(worse);
  }

  @Test
  void two_passes_give_both_reasons() throws Exception {
    Check both =
        saying(Verdict.pass("lag is low", SEEN)).and(saying(Verdict.pass("slots are up", SEEN)));
    assertThat(both.judge(context()).reason()).isEqualTo("lag is low; slots are up");
  }

  @Test
  void two_failures_give_both_reasons_and_the_first_code() throws Exception {
    Check both =
        saying(Verdict.fail("lag", "lag is high", SEEN))
            .and(saying(Verdict.fail("slots", "slots are down", SEEN)));
    Verdict verdict = both.judge(context());
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Fail.class, fail -> assertThat(fail.code()).isEqualTo("lag"));
    assertThat(verdict.reason()).isEqualTo("lag is high; slots are down");
  }

  @Test
  void the_worse_verdict_keeps_its_own_reason() throws Exception {
    Check both =
        saying(Verdict.pass("lag is low", SEEN))
            .and(saying(Verdict.pending("slots", "slots are down", SEEN)));
    assertThat(both.judge(context()).reason()).isEqualTo("slots are down");
  }

  @Test
  void of_two_causes_the_worse_one_counts() throws Exception {
    Verdict error = Verdict.inconclusive(Verdict.Cause.ERROR, "refused", SEEN);
    for (Check both :
        List.of(
            saying(noData("no series")).and(saying(error)),
            saying(error).and(saying(noData("no series"))))) {
      assertThat(both.judge(context()))
          .isInstanceOfSatisfying(
              Verdict.Inconclusive.class,
              none -> assertThat(none.cause()).isEqualTo(Verdict.Cause.ERROR));
    }
  }

  @Test
  void the_evidence_is_joined() throws Exception {
    Evidence one =
        new Evidence(
            "INFO", List.of(Observation.of("a", "lag", 1)), "< 2", Duration.ofSeconds(10), 7, NOON);
    Evidence other =
        new Evidence(
            "CLUSTER INFO",
            List.of(Observation.of("b", "slots", 3)),
            ">= 3",
            Duration.ofSeconds(5),
            9,
            NOON.plusSeconds(1));
    Check both = saying(Verdict.pass("x", one)).and(saying(Verdict.pass("y", other)));
    assertThat(both.judge(context()).evidence())
        .isEqualTo(
            new Evidence(
                "INFO; CLUSTER INFO",
                List.of(Observation.of("a", "lag", 1), Observation.of("b", "slots", 3)),
                "< 2 and >= 3",
                Duration.ofSeconds(10),
                7,
                NOON.plusSeconds(1)));
  }

  @Test
  void what_both_saw_in_one_measurement_is_shown_once() throws Exception {
    Evidence shared = SEEN.and("", "requests", 100);
    Check both =
        saying(Verdict.pass("x", shared.against("< 1 %").and("", "errors", 0)))
            .and(saying(Verdict.pass("y", shared)));
    Evidence joined = both.judge(context()).evidence();
    assertThat(joined.asked()).isEqualTo("GET /health");
    assertThat(joined.threshold()).isEqualTo("< 1 %");
    assertThat(joined.observed())
        .extracting(Observation::name)
        .containsExactly("requests", "errors");
  }

  @Test
  void a_half_that_throws_does_not_hide_the_failure_of_the_other() throws Exception {
    Check throwing = Check.of("slots", context -> failing());
    Check both = throwing.and(saying(Verdict.fail("lag", "lag is high", SEEN)));
    assertThat(both.judge(context()))
        .isInstanceOf(Verdict.Fail.class)
        .extracting(Verdict::reason)
        .isEqualTo("lag is high");
  }

  @Test
  void a_half_that_throws_is_an_error_with_the_evidence_of_both() throws Exception {
    Check both = saying(Verdict.pass("fine", SEEN)).and(Check.of("slots", context -> failing()));
    assertThat(both.judge(context()))
        .isInstanceOfSatisfying(
            Verdict.Inconclusive.class,
            none -> {
              assertThat(none.cause()).isEqualTo(Verdict.Cause.ERROR);
              assertThat(none.reason())
                  .isEqualTo("slots could not be judged: java.io.IOException: connection refused");
              assertThat(none.evidence().asked()).isEqualTo("GET /health; slots");
            });
  }

  @Test
  void an_interrupt_ends_both() {
    Check stopped =
        Check.of(
            "slots",
            context -> {
              throw new InterruptedException("stop");
            });
    Check both = stopped.and(saying(Verdict.pass("fine", SEEN)));
    assertThatThrownBy(() -> both.judge(context())).isInstanceOf(InterruptedException.class);
  }

  @Test
  void the_name_names_both() {
    Check both = Check.of("lag", c -> verdict("pass")).and(Check.of("slots", c -> verdict("pass")));
    assertThat(both.name()).isEqualTo("lag and slots");
    assertThat(both.named("redis is well").name()).isEqualTo("redis is well");
  }

  @Test
  void a_missing_half_is_refused_at_the_call() {
    Check check = saying(verdict("pass"));
    assertThatThrownBy(() -> check.and(null)).hasMessage("other");
  }

  private static Verdict failing() throws IOException {
    throw new IOException("connection refused");
  }

  private static Verdict verdict(String word) {
    return switch (word) {
      case "pass" -> Verdict.pass("p", SEEN);
      case "pending" -> Verdict.pending("code", "p", SEEN);
      case "fail" -> Verdict.fail("code", "p", SEEN);
      default -> noData("p");
    };
  }
}
