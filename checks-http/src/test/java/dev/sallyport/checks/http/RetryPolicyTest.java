package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.http.Deliverer.Fault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real services that retry, rightly and wrongly. */
class RetryPolicyTest {
  private final HttpChecks http = HttpChecks.create();
  private final AtomicInteger numbers = new AtomicInteger();

  @AfterEach
  void close() {
    http.close();
  }

  private RetryPolicy policy(Deliverer service) {
    return http.retryPolicy(
            TestServer.anyPort(),
            http.delivering(
                service.entrance(), stub -> stub + "\nevent " + numbers.incrementAndGet()),
            Deliverer.ATTEMPTS,
            Duration.ofMillis(Deliverer.FIRST))
        .idempotencyKey("Idempotency-Key");
  }

  private Verdict judged(Fault fault) throws Exception {
    try (Deliverer service = new Deliverer(fault, 0)) {
      return Asked.ask(policy(service));
    }
  }

  @Test
  void a_service_that_retries_as_said_passes_with_its_gaps_as_evidence() throws Exception {
    Verdict verdict = judged(Fault.NONE);
    assertThat(code(verdict)).as(verdict.reason()).isEqualTo("pass");
    assertThat(seen(verdict)).containsEntry("attempts", "3 | 4 | 1");
    assertThat(seen(verdict)).containsEntry("different Idempotency-Key", "1 | 1 | 1");
    assertThat(verdict.evidence().threshold())
        .isEqualTo(
            "4 attempts, delays from 60 ms times 2, one Idempotency-Key for each event; a client"
                + " error once");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_BACK_OFF, fail no-back-off",
    "TOO_SOON, fail retried-too-soon",
    "FOR_EVER, fail too-many-attempts",
    "FOR_EVER_WITHOUT_PAUSE, fail too-many-attempts",
    "GIVES_UP_EARLY, fail too-few-attempts",
    "RETRIES_CLIENT_ERRORS, fail client-error-retried",
    "RETRIES_SUCCESS, fail retried-after-success",
    "KEY_OF_THE_ATTEMPT, fail idempotency-key-changes",
    "ONE_KEY_FOR_ALL, fail idempotency-key-reused",
    "NO_KEY, fail no-idempotency-key",
    "WRITES_ANEW, fail body-changes",
    "REFUSES_EVENTS, inconclusive ERROR"
  })
  void what_a_service_gets_wrong_is_told(Fault fault, String expected) throws Exception {
    Verdict verdict = judged(fault);
    assertThat(verdict.reason() + verdict.evidence()).isNotBlank();
    if (fault == Fault.FOR_EVER_WITHOUT_PAUSE || fault == Fault.FOR_EVER) {
      // without a pause the gaps are the first thing wrong
      assertThat(code(verdict)).isIn(expected, "fail no-back-off");
    } else {
      assertThat(code(verdict)).as(verdict.reason()).isEqualTo(expected);
    }
  }

  @Test
  void two_layers_that_retry_are_recognized() throws Exception {
    try (Deliverer service = new Deliverer(Fault.TWO_LAYERS, 0)) {
      RetryPolicy policy = policy(service);
      Verdict verdict = Asked.ask(policy);
      // The inner layer has its third attempt answered with 200, so the first phase shows the gaps.
      assertThat(code(verdict)).isIn("fail no-back-off", "fail retried-too-soon");
    }
  }

  @Test
  void jitter_that_was_promised_must_show() throws Exception {
    try (Deliverer service = new Deliverer(Fault.NONE, 0.5);
        Deliverer without = new Deliverer(Fault.NO_JITTER, 0.5)) {
      Verdict jittered = Asked.ask(policy(service).jitter(Percent.of(50)));
      assertThat(code(jittered)).as(jittered.reason()).isEqualTo("pass");
      Verdict even = Asked.ask(policy(without).jitter(Percent.of(100)));
      for (int go = 0; go < 4 && even.passed(); go++) { // a busy machine makes jitter of its own
        even = Asked.ask(policy(without).jitter(Percent.of(100)));
      }
      assertThat(code(even)).as(even.toString()).isEqualTo("fail no-jitter");
    }
  }

  @Test
  void a_service_that_never_calls_was_not_judged() throws Exception {
    try (Deliverer service = new Deliverer(Fault.NEVER_CALLS, 0)) {
      Verdict verdict = Asked.ask(policy(service).calledWithin(Duration.ofMillis(200)));
      assertThat(code(verdict)).isEqualTo("inconclusive NO_DATA");
      assertThat(verdict.reason()).contains("did not call the stub", "another one");
    }
  }

  @Test
  void a_sample_too_short_sends_nothing() throws Exception {
    try (Deliverer service = new Deliverer(Fault.NONE, 0)) {
      Verdict verdict = policy(service).judge(Asked.within(Duration.ofMillis(900)));
      assertThat(code(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains("Nothing was sent. Give the sample more time.");
      assertThat(numbers).hasValue(0);
    }
  }

  @Test
  void a_name_that_was_not_looked_up_yet_is_looked_up() throws Exception {
    Verdict verdict =
        Asked.ask(
            http.retryPolicy(
                InetSocketAddress.createUnresolved("127.0.0.1", 0),
                http.delivering(RawServer.nobody(), stub -> "x"),
                3,
                Duration.ofMillis(10)));

    assertThat(verdict.reason()).contains("did not take the event: connection-refused");
  }

  @Test
  void what_keeps_it_from_asking_is_named() throws Exception {
    Verdict refused =
        Asked.ask(
            http.retryPolicy(
                TestServer.anyPort(),
                http.delivering(RawServer.nobody(), stub -> "x"),
                3,
                Duration.ofMillis(10)));
    assertThat(code(refused)).isEqualTo("inconclusive ERROR");
    assertThat(refused.reason()).contains("did not take the event: connection-refused");
    try (ServerSocket taken = new ServerSocket(0, 1, TestServer.anyPort().getAddress())) {
      Verdict busy =
          Asked.ask(
              http.retryPolicy(
                  new InetSocketAddress("127.0.0.1", taken.getLocalPort()),
                  (stub, context) -> "x",
                  3,
                  Duration.ofMillis(10)));
      assertThat(busy.reason()).contains("No stub could listen at", "port 0 takes a free one");
    }
    Verdict broken =
        Asked.ask(
            http.retryPolicy(
                TestServer.anyPort(),
                (stub, context) -> {
                  throw new IOException("no such topic");
                },
                3,
                Duration.ofMillis(10)));
    assertThat(broken.reason()).contains("could not be handed to the service", "no such topic");
  }

  @Test
  void a_token_goes_along_and_is_not_shown() throws Exception {
    Secret<String> token = Secret.of("events-token", String.class);
    try (TestServer picky =
        TestServer.answering(
            x ->
                TestServer.answer(
                    x,
                    "Bearer s3same".equals(x.getRequestHeaders().getFirst("Authorization"))
                        ? 202
                        : 401,
                    ""))) {
      RetryPolicy policy =
          http.retryPolicy(
                  TestServer.anyPort(),
                  http.delivering(picky.uri("/"), stub -> "x", token),
                  2,
                  Duration.ofMillis(10))
              .calledWithin(Duration.ofMillis(100));
      Verdict verdict = policy.judge(Asked.knowing(token, "s3same"));
      assertThat(code(verdict)).isEqualTo("inconclusive NO_DATA");
      assertThat(verdict.toString()).doesNotContain("s3same");
      assertThat(policy.judge(Asked.knowing(token, "wrong")).reason()).contains("with 401");
    }
  }

  @Test
  void what_is_no_policy_is_refused() {
    assertThatThrownBy(
            () -> http.retryPolicy(TestServer.anyPort(), (s, c) -> "x", 1, Duration.ofMillis(1)))
        .hasMessageContaining("does not retry");
    RetryPolicy policy =
        http.retryPolicy(TestServer.anyPort(), (s, c) -> "x", 2, Duration.ofMillis(1));
    assertThatThrownBy(() -> policy.factor(0.5)).hasMessageContaining("do not back off");
    assertThatThrownBy(() -> policy.jitter(Percent.of(101))).hasMessageContaining("cannot vary");
  }
}
