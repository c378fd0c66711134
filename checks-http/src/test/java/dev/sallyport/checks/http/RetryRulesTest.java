package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.checks.http.RetryPhase.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules over made-up calls, at given times in milliseconds. */
class RetryRulesTest {
  private static final RetryRule RULE = RetryRule.of(4, Duration.ofMillis(100));

  private static RetryPhase phase(Script script, String key, long... millis) {
    List<StubCall> calls = new ArrayList<>();
    for (long at : millis) {
      calls.add(new StubCall(at * 1_000_000, "body", key.isEmpty() ? Map.of() : Map.of("k", key)));
    }
    return new RetryPhase(script, calls);
  }

  private static String codes(RetryPhase phase, RetryRule rule) {
    return String.join(
        " ", RetryRules.objections(phase, rule).stream().map(Objection::code).toList());
  }

  private static String codes(Script script, long... millis) {
    return codes(phase(script, "", millis), RULE);
  }

  private static RetryRule rule(double factor, double jitter, Optional<String> key) {
    return new RetryRule(
        4,
        Duration.ofMillis(100),
        factor,
        Percent.of(jitter),
        Optional.of(Duration.ofMillis(300)),
        key,
        Duration.ofMillis(250));
  }

  @Test
  void each_script_has_its_number_of_attempts() {
    assertThat(codes(Script.RECOVERS, 0, 100, 300)).isEmpty();
    assertThat(codes(Script.RECOVERS, 0, 100)).isEqualTo("too-few-attempts");
    assertThat(codes(Script.RECOVERS, 0, 100, 300, 700)).isEqualTo("retried-after-success");
    assertThat(codes(Script.STAYS_DOWN, 0, 100, 300, 700)).isEmpty();
    assertThat(codes(Script.STAYS_DOWN, 0, 100, 300)).isEqualTo("too-few-attempts");
    assertThat(codes(Script.STAYS_DOWN, 0, 100, 300, 700, 1500)).isEqualTo("too-many-attempts");
    assertThat(codes(Script.REFUSES, 0)).isEmpty();
    assertThat(codes(Script.REFUSES, 0, 100)).isEqualTo("client-error-retried");
    assertThat(codes(Script.REFUSES)).isEqualTo("never-called");
  }

  @Test
  void gaps_may_be_late_by_the_slack_and_early_by_a_little() {
    assertThat(codes(Script.RECOVERS, 0, 85, 270)).isEmpty();
    assertThat(codes(Script.RECOVERS, 0, 70, 270)).isEqualTo("retried-too-soon");
    assertThat(codes(Script.RECOVERS, 0, 345, 600)).isEmpty();
    assertThat(codes(Script.RECOVERS, 0, 360, 600)).isEqualTo("retried-too-late");
    assertThat(codes(Script.RECOVERS, 0, 100, 200)).isEqualTo("no-back-off");
    assertThat(codes(Script.RECOVERS, 0, 2, 4)).isEqualTo("no-back-off");
  }

  @Test
  void even_delays_and_bounded_ones_are_no_lack_of_back_off_where_they_are_said() {
    assertThat(codes(phase(Script.RECOVERS, "", 0, 100, 200), rule(1, 0, Optional.empty())))
        .isEmpty();
    assertThat(codes(phase(Script.STAYS_DOWN, "", 0, 100, 300, 600), rule(2, 0, Optional.empty())))
        .isEmpty();
  }

  @Test
  void the_numbers_of_two_layers_and_of_no_end_are_explained() {
    long[] sixteen = new long[16];
    long[] seventeen = new long[17];
    for (int i = 0; i < 17; i++) {
      seventeen[i] = i * i * 50L;
      if (i < 16) {
        sixteen[i] = i * i * 50L;
      }
    }
    assertThat(RetryRules.objections(phase(Script.STAYS_DOWN, "", sixteen), RULE).get(0).wayOut())
        .isEqualTo("That is 4 times 4: two layers retry, one within another.");
    assertThat(RetryRules.objections(phase(Script.STAYS_DOWN, "", seventeen), RULE).get(0).wayOut())
        .contains("it may never stop");
  }

  @Test
  void one_event_keeps_its_body_and_its_key() {
    RetryRule keyed = rule(2, 0, Optional.of("K"));
    assertThat(codes(phase(Script.RECOVERS, "one", 0, 100, 300), keyed)).isEmpty();
    assertThat(codes(phase(Script.RECOVERS, "", 0, 100, 300), keyed))
        .isEqualTo("no-idempotency-key");
    List<StubCall> differing =
        List.of(
            new StubCall(0, "body", Map.of("k", "1")),
            new StubCall(100_000_000, "body", Map.of("k", "2")),
            new StubCall(300_000_000, "body", Map.of("k", "2")));
    assertThat(codes(new RetryPhase(Script.RECOVERS, differing), keyed))
        .isEqualTo("idempotency-key-changes");
    List<StubCall> anew = new ArrayList<>(differing);
    anew.set(0, new StubCall(0, "other", Map.of("k", "2")));
    assertThat(codes(new RetryPhase(Script.RECOVERS, anew), keyed)).isEqualTo("body-changes");
  }

  private static List<String> together(RetryRule rule, RetryPhase... phases) {
    return RetryRules.together(List.of(phases), rule).stream().map(Objection::code).toList();
  }

  @Test
  void one_key_for_all_events_is_told() {
    RetryRule keyed = rule(2, 0, Optional.of("K"));
    RetryPhase one = phase(Script.RECOVERS, "a", 0, 100, 300);
    assertThat(together(keyed, one, phase(Script.REFUSES, "b", 0))).isEmpty();
    assertThat(together(keyed, one, phase(Script.REFUSES, "a", 0)))
        .containsExactly("idempotency-key-reused");
  }

  @Test
  void jitter_must_show_if_there_are_gaps_enough() {
    RetryRule jittered = rule(2, 50, Optional.empty());
    RetryPhase even = phase(Script.STAYS_DOWN, "", 0, 102, 303, 604);
    RetryPhase alsoEven = phase(Script.RECOVERS, "", 0, 101, 303);
    RetryPhase chance = phase(Script.RECOVERS, "", 0, 140, 280);
    assertThat(together(jittered, even, alsoEven)).containsExactly("no-jitter");
    assertThat(together(jittered, even, chance)).isEmpty();
    assertThat(together(jittered, even)).as("three gaps are too few").isEmpty();
    assertThat(together(rule(2, 0, Optional.empty()), even, alsoEven)).isEmpty();
  }
}
