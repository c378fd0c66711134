package dev.sallyport.checks.http;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Judges how a service retried; pure. */
final class RetryRules {
  /** Delays that differ by less, or by less than a quarter of themselves, are the same. */
  private static final Duration SAME = Duration.ofMillis(10);

  /** Fewer gaps than this can lie close together by chance. */
  private static final int GAPS_FOR_JITTER = 4;

  private RetryRules() {}

  /** Returns what is wrong with one phase. */
  static List<Objection> objections(RetryPhase phase, RetryRule rule) {
    if (phase.calls().isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "never-called",
              "",
              "The event was handed over, and the service did not call the stub",
              "Let it call the stub's address; from a container that is another one."));
    }
    List<Objection> found = new ArrayList<>();
    count(phase, rule).ifPresent(found::add);
    if (phase.script() != RetryPhase.Script.REFUSES) {
      gaps(phase, rule).ifPresent(found::add);
    }
    same(phase, rule).ifPresent(found::add);
    return found;
  }

  private static Optional<Objection> count(RetryPhase phase, RetryRule rule) {
    int came = phase.calls().size();
    int expected = phase.script().expected(rule);
    String seen =
        came + " attempts came where the stub answers " + phase.script() + ", not " + expected;
    if (came == expected) {
      return Optional.empty();
    }
    if (came < expected) {
      return fail(
          "too-few-attempts",
          seen + ": none more within " + Quantities.show(rule.patience(came)),
          "It gives up too early, waits too long, or does not retry for that status.");
    }
    return switch (phase.script()) {
      case RECOVERS ->
          fail(
              "retried-after-success",
              seen,
              "It does not notice the answer 200, or sends each event twice.");
      case REFUSES ->
          fail(
              "client-error-retried",
              seen,
              "A request that is wrong stays wrong: retry 408, 429 and 5xx, no other 4xx.");
      case STAYS_DOWN -> fail("too-many-attempts", seen, whyTooMany(came, expected));
    };
  }

  private static String whyTooMany(int came, int expected) {
    if (came == expected * expected) {
      return "That is "
          + expected
          + " times "
          + expected
          + ": two layers retry, one within another.";
    }
    return came > expected * expected
        ? "It was still trying when it was no longer watched: it may never stop."
        : "Its bound is another one, or a client library retries beneath it.";
  }

  private static Optional<Objection> gaps(RetryPhase phase, RetryRule rule) {
    List<Duration> gaps = phase.gaps();
    if (rule.factor() > 1 && gaps.size() > 1 && flat(gaps) && !wantedFlat(gaps.size(), rule)) {
      return fail(
          "no-back-off",
          "All attempts came " + Quantities.show(Collections.max(gaps)) + " apart or less",
          "Let each delay be longer than the one before, or a service that is down stays so.");
    }
    int judged = Math.min(gaps.size(), rule.attempts() - 1);
    for (int i = 0; i < judged; i++) {
      Duration gap = gaps.get(i);
      String seen =
          "Attempt " + (i + 2) + " came " + Quantities.show(gap) + " after the one before";
      if (gap.compareTo(rule.shortest(i + 1)) < 0) {
        return fail(
            "retried-too-soon",
            seen + ", at least " + Quantities.show(rule.shortest(i + 1)) + " were to pass",
            "Its delays are shorter than said, or a client library retries beneath it.");
      }
      if (gap.compareTo(rule.latest(i + 1)) > 0) {
        return fail(
            "retried-too-late",
            seen + ", at most " + Quantities.show(rule.latest(i + 1)) + " were to pass",
            "Its delays are longer than said, or it is too busy to keep them.");
      }
    }
    return Optional.empty();
  }

  private static boolean flat(List<Duration> gaps) {
    return same(Collections.min(gaps), Collections.max(gaps));
  }

  private static boolean wantedFlat(int gaps, RetryRule rule) {
    return same(rule.delay(1), rule.delay(gaps));
  }

  private static boolean same(Duration shorter, Duration longer) {
    Duration quarter = shorter.dividedBy(4);
    return longer.minus(shorter).compareTo(quarter.compareTo(SAME) > 0 ? quarter : SAME) < 0;
  }

  private static Optional<Objection> same(RetryPhase phase, RetryRule rule) {
    List<StubCall> calls = phase.calls();
    if (calls.stream().map(StubCall::body).distinct().count() > 1) {
      return fail(
          "body-changes",
          "The attempts for one event differ in their bodies",
          "Write the request once, and send that again.");
    }
    if (rule.key().isEmpty()) {
      return Optional.empty();
    }
    String header = rule.key().get();
    if (calls.stream().anyMatch(c -> c.header(header).isEmpty())) {
      return fail(
          "no-idempotency-key",
          "An attempt came without " + header,
          "Without it the other side cannot tell a retry from a second order.");
    }
    return calls.stream().flatMap(c -> c.header(header).stream()).distinct().count() == 1
        ? Optional.empty()
        : fail(
            "idempotency-key-changes",
            "The attempts for one event differ in " + header,
            "Make the key with the event, not with the attempt.");
  }

  /** Returns what is wrong with the phases taken together, each of which is well. */
  static List<Objection> together(List<RetryPhase> phases, RetryRule rule) {
    List<Objection> found = new ArrayList<>();
    rule.key()
        .ifPresent(
            header -> {
              List<String> keys =
                  phases.stream()
                      .flatMap(p -> p.calls().get(0).header(header).stream())
                      .distinct()
                      .toList();
              if (keys.size() < phases.size()) {
                fail(
                        "idempotency-key-reused",
                        phases.size() + " events had " + keys.size() + " " + header + " in all",
                        "With one key for all, every event but the first is taken for a retry.")
                    .ifPresent(found::add);
              }
            });
    if (rule.jitter().value() > 0 && unjittered(phases, rule)) {
      fail(
              "no-jitter",
              "The delays differ from the rule by nearly the same each time",
              "Without chance in them, all clients of a service that was down come back at once.")
          .ifPresent(found::add);
    }
    return found;
  }

  /**
   * Returns whether all delays are off by the same, within a tenth of the smallest jitter: where
   * the jitter is even, four of them are so by chance in one of 2000 cases.
   */
  private static boolean unjittered(List<RetryPhase> phases, RetryRule rule) {
    List<Long> off = new ArrayList<>();
    for (RetryPhase phase : phases) {
      List<Duration> gaps = phase.gaps();
      for (int i = 0; i < gaps.size(); i++) {
        off.add(gaps.get(i).minus(rule.delay(i + 1)).toNanos());
      }
    }
    double width = rule.delay(1).toNanos() * rule.jitter().fraction() / 10;
    return off.size() >= GAPS_FOR_JITTER
        && (double) (Collections.max(off) - Collections.min(off)) < width;
  }

  private static Optional<Objection> fail(String code, String text, String wayOut) {
    return Optional.of(Objection.fail(code, "", text, wayOut));
  }
}
