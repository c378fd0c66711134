package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.http.Deliverer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real services that give up, rightly and wrongly; and the rules over made-up ends. */
class DeadLetterTest {
  private final HttpChecks http = HttpChecks.create();
  private final AtomicInteger numbers = new AtomicInteger();

  @AfterEach
  void close() {
    http.close();
  }

  private Delivery delivery(Deliverer service) {
    return http.delivering(
        service.entrance(), stub -> stub + "\nevent " + numbers.incrementAndGet());
  }

  private Verdict judged(Fault fault) throws Exception {
    try (Deliverer service = new Deliverer(fault, 0)) {
      return Asked.ask(
          http.deadLetter(TestServer.anyPort(), delivery(service), c -> service.dead())
              .deadWithin(Duration.ofMillis(1500))
              .calledWithin(Duration.ofMillis(800)));
    }
  }

  @Test
  void an_event_that_ends_as_a_dead_letter_passes() throws Exception {
    Verdict verdict = judged(Fault.NONE);
    assertThat(code(verdict)).as(verdict.reason()).isEqualTo("pass");
    assertThat(verdict.reason())
        .isEqualTo("After 4 attempts it was one dead letter, and the next went through");
    assertThat(seen(verdict)).containsEntry("next delivered", "true");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_DEAD_LETTER, fail no-dead-letter",
    "FOR_EVER, fail no-dead-letter",
    "TWO_DEAD_LETTERS, fail dead-letters-several",
    "CUTS_DEAD_LETTER, fail dead-letter-differs",
    "STUCK, fail queue-stuck",
    "RETRIES_WHEN_DEAD, fail retried-when-dead",
    "NEVER_CALLS, inconclusive NO_DATA",
    "REFUSES_EVENTS, inconclusive ERROR"
  })
  void what_a_service_gets_wrong_is_told(Fault fault, String expected) throws Exception {
    Verdict verdict = judged(fault);
    assertThat(code(verdict)).as(verdict.reason()).isEqualTo(expected);
  }

  @Test
  void a_queue_that_cannot_be_read_and_equal_events_are_not_the_services_fault() throws Exception {
    try (Deliverer service = new Deliverer(Fault.NONE, 0)) {
      Verdict unread =
          Asked.ask(
              http.deadLetter(
                  TestServer.anyPort(),
                  delivery(service),
                  c -> {
                    throw new IOException("no such queue");
                  }));
      assertThat(code(unread)).isEqualTo("inconclusive ERROR");
      assertThat(unread.reason()).contains("dead letters could not be read", "no such queue");
      Delivery same = http.delivering(service.entrance(), stub -> stub + "\nalways this");
      Verdict equal = Asked.ask(http.deadLetter(TestServer.anyPort(), same, c -> service.dead()));
      assertThat(equal.reason()).startsWith("Both events were the same");
    }
  }

  private static String rule(
      int attempts, List<String> letters, int attemptsWhenDead, boolean next) {
    DeadLetterSeen seen =
        new DeadLetterSeen(
            "an event",
            attempts,
            Duration.ofMillis(30),
            Duration.ofSeconds(2),
            letters,
            attemptsWhenDead,
            next);
    return String.join(
        " ", DeadLetterRules.objections(seen).stream().map(Objection::code).toList());
  }

  @Test
  void each_rule_objects_to_its_fault() {
    assertThat(rule(3, List.of("an event"), 0, true)).isEmpty();
    assertThat(rule(0, List.of(), 0, false)).isEqualTo("never-called");
    assertThat(rule(3, List.of(), 0, false)).isEqualTo("no-dead-letter");
    assertThat(rule(3, List.of("an event", "x"), 0, true)).isEqualTo("dead-letters-several");
    assertThat(rule(3, List.of("an event "), 0, true)).isEqualTo("dead-letter-differs");
    assertThat(rule(3, List.of("an event"), 1, false)).isEqualTo("retried-when-dead queue-stuck");
  }

  @Test
  void new_letters_are_told_from_old_ones_of_the_same_words() {
    assertThat(DeadLetterSeen.newIn(List.of("a", "b", "a"), List.of("a")))
        .containsExactly("b", "a");
    assertThat(DeadLetterSeen.newIn(List.of("a"), List.of("a", "b"))).isEmpty();
  }
}
