package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused at the call that gives it, with the exact text. */
class RefusalsTest {
  private static final Gate GATE = gate("slots", WELL);
  private static final Approval APPROVAL = approval("go", "sre");
  private static final Retry RETRY = Retry.every(MINUTE);

  static Stream<Arguments> positive() {
    return Stream.of(
        span("interval", GATE::every),
        span("limit", GATE::within),
        span("longest gap", GATE::maxGap),
        span("failure window", d -> GATE.failsOn(2, d)),
        span("error budget", GATE::errorsFor),
        span("inconclusive budget", GATE::inconclusiveFor),
        span("sample timeout", GATE::sampleTimeout),
        span("limit", APPROVAL::within),
        span("timeout", d -> look("a").timeout(d)),
        span("timeout", d -> UndoPolicy.undo().timeout(d)),
        span("timeout", d -> new UndoPolicy(d, Retry.none(), false, null)),
        span("grace", d -> Plan.named("shop", 1).grace(d)),
        span("delay", Retry::every),
        span("first delay", d -> Retry.backoff(d, 2)),
        span("longest delay", RETRY::atMost));
  }

  static Stream<Arguments> notNegative() {
    return Stream.of(
        span("warm-up", GATE::warmUp),
        span("warm-up", d -> GATE.warmUp(d, look("a"))),
        span("sustained span", GATE::sustainedFor));
  }

  static Stream<Arguments> spans() {
    return Stream.concat(positive(), notNegative());
  }

  private static Arguments span(String what, Consumer<Duration> call) {
    return Arguments.of(what, call);
  }

  @ParameterizedTest
  @MethodSource("positive")
  void a_span_is_longer_than_zero(String what, Consumer<Duration> call) {
    refused(
        () -> call.accept(Duration.ZERO),
        "The " + what + " must be longer than zero, but is 0 s. Give it a span.");
    refused(
        () -> call.accept(Duration.ofSeconds(-90)),
        "The " + what + " must be longer than zero, but is -1 min 30 s. Give it a span.");
  }

  @ParameterizedTest
  @MethodSource("notNegative")
  void a_span_that_may_be_zero_is_not_negative(String what, Consumer<Duration> call) {
    call.accept(Duration.ZERO);
    refused(
        () -> call.accept(Duration.ofSeconds(-2)),
        "The " + what + " must not be negative, but is -2 s. Give it a span, or zero.");
  }

  @ParameterizedTest
  @MethodSource("spans")
  void no_span_is_for_ever(String what, Consumer<Duration> call) {
    call.accept(Duration.ofDays(36_500));
    refused(
        () -> call.accept(ChronoUnit.FOREVER.getDuration()),
        "The "
            + what
            + " must be at most 36500 d, but is 106751991167300 d 15 h. Nothing may wait for ever.");
  }

  @Test
  void counts_are_at_least_one() {
    refused(
        () -> GATE.minSamples(0),
        "The number of samples must be at least 1, but is 0. Count from 1.");
    String failures = "The number of failures must be at least 1, but is 0. Count from 1.";
    refused(() -> GATE.failsOn(0), failures);
    refused(() -> GATE.failsOn(0, MINUTE), failures);
    refused(() -> GATE.failsOnInARow(0), failures);
    refused(
        () -> APPROVAL.and("dba", -1),
        "The number of votes must be at least 1, but is -1. Count from 1.");
    refused(
        () -> RETRY.attempts(0),
        "The number of attempts must be at least 1, but is 0. Count from 1.");
  }

  @Test
  void reasons_and_roles_have_words() {
    refused(() -> approval("go", " "), "The role is blank. Give it some words.");
    refused(() -> APPROVAL.and(""), "The role is blank. Give it some words.");
    refused(() -> look("a").irreversible(" "), "The reason is blank. Give it some words.");
    refused(() -> phase("A").pointOfNoReturn(""), "The reason is blank. Give it some words.");
  }

  @Test
  void a_step_with_an_output_cannot_only_warn() {
    look("a").onFailure(OnFailure.WARN);
    refused(
        () -> Plans.make("a").onFailure(OnFailure.WARN),
        "The step 'a' makes an output, which would be missing if its failure only warned."
            + " Let it make none, or handle the failure in its code.");
  }

  @Test
  void delays_are_whole_milliseconds() {
    Duration tiny = Duration.ofNanos(350_000);
    String rest = " must be at least 1 ms, but is 350 \u00b5s. Delays are kept in milliseconds.";
    refused(() -> Retry.every(tiny), "The delay" + rest);
    refused(() -> Retry.backoff(tiny, 2), "The first delay" + rest);
    refused(() -> RETRY.atMost(tiny), "The longest delay" + rest);
  }

  @Test
  void a_back_off_does_not_shrink() {
    for (double multiplier : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      refused(
          () -> Retry.backoff(MINUTE, multiplier),
          "The multiplier must be at least 1, but is "
              + multiplier
              + ". For equal delays take Retry.every(...).");
    }
  }

  @Test
  void only_declared_inputs_and_secrets_are_bound() {
    Plan plan =
        shop(phase("A").step(look("a")))
            .inputs(input("version", String.class), input("region", String.class))
            .secrets(secret("token", String.class))
            .build();
    refused(
        () -> plan.with(input("zone", String.class), "a"),
        "The plan 'shop' has no input 'zone'. It has [input version, input region].");
    refused(
        () -> plan.with(secret("key", String.class), "hunter2"),
        "The plan 'shop' has no secret 'key'. It has [secret token].");
  }

  @Test
  void what_no_built_plan_allows_says_so() {
    illegal(() -> step("a").run(context -> {}).effect(), "Step 'a' declares no effect.");
    illegal(APPROVAL::within, "The approval has no limit; build() refuses such a plan.");
    illegal(() -> GATE.policy().within(), "The gate has no limit; build() refuses such a plan.");
  }

  @Test
  void nothing_is_null() {
    missing("name", () -> gate(null, WELL));
    missing("name", () -> approval(null, "sre"));
    missing("name", () -> phase(null));
    missing("check", () -> gate("a", null));
    missing("danger", () -> GATE.abortOn(null));
    missing("action", () -> GATE.onFailure(null));
    missing("action", () -> APPROVAL.onFailure(null));
    missing("action", () -> look("a").onFailure(null));
    missing("undo", () -> look("a").onRollback(null));
    missing("policy", () -> look("a").onRollback((context, made) -> {}, null));
    missing("policy", () -> phase("A").onRollback(context -> {}, null));
    missing("probe", () -> look("a").probe(null));
    missing("retry", () -> look("a").retry(null));
    missing("retry", () -> UndoPolicy.undo().retry(null));
    missing("codec", () -> look("a").codec(null));
    missing("gate", () -> phase("A").gate((Gate) null));
    missing("approval", () -> phase("A").gate((Approval) null));
    missing("value", () -> input("a", String.class).orElse(null));
    missing("type", () -> RETRY.unless(null));
  }

  private static void missing(String what, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(what);
  }

  private static void refused(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
  }

  private static void illegal(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage(text);
  }
}
