package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The check {@code retry-policy}: how often and when a service tries again if the one it calls
 * fails.
 *
 * <p>It hands the service three events and is, for each, the one it calls: failing once or twice
 * and then well; failing each time; refusing with 400. Counted are the attempts, the gaps between
 * them, and whether one event keeps its body and its idempotency key. It takes about three times
 * the sum of all delays; a sample too short for it is {@link Verdict.Inconclusive}, and nothing is
 * sent. Immutable and thread-safe; but two checks cannot listen on one port at once.
 */
public final class RetryPolicy implements Check {
  private final StubPlace place;
  private final RetryRule rule;

  RetryPolicy(StubPlace place, RetryRule rule) {
    this.place = place;
    this.rule = rule;
  }

  /**
   * Returns this check with another growth of the delays, 2 unless said; 1 for even ones.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public RetryPolicy factor(double growth) {
    if (!(growth >= 1) || Double.isInfinite(growth)) {
      throw new IllegalArgumentException("Delays that grow by " + growth + " do not back off.");
    }
    return with(
        new RetryRule(
            rule.attempts(),
            rule.first(),
            growth,
            rule.jitter(),
            rule.longest(),
            rule.key(),
            rule.slack()));
  }

  /**
   * Returns this check with delays that are shorter or longer by chance, by up to this share; none
   * unless said. If there are four delays or more, they must show it.
   *
   * @throws IllegalArgumentException if it is not between 0 and 100 %
   */
  public RetryPolicy jitter(Percent share) {
    if (!(share.value() >= 0 && share.value() <= 100)) {
      throw new IllegalArgumentException("A delay cannot vary by " + share + " of itself.");
    }
    return with(
        new RetryRule(
            rule.attempts(),
            rule.first(),
            rule.factor(),
            share,
            rule.longest(),
            rule.key(),
            rule.slack()));
  }

  /**
   * Returns this check with a bound on the delays; none unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public RetryPolicy longestDelay(Duration most) {
    return with(
        new RetryRule(
            rule.attempts(),
            rule.first(),
            rule.factor(),
            rule.jitter(),
            Optional.of(Quantities.positive(most, "longest delay")),
            rule.key(),
            rule.slack()));
  }

  /** Returns this check, asking that all attempts for one event, and no others, share a header. */
  public RetryPolicy idempotencyKey(String header) {
    return with(
        new RetryRule(
            rule.attempts(),
            rule.first(),
            rule.factor(),
            rule.jitter(),
            rule.longest(),
            Optional.of(header),
            rule.slack()));
  }

  /**
   * Returns this check with another time by which an attempt may be late, 250 ms unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public RetryPolicy slack(Duration time) {
    return with(
        new RetryRule(
            rule.attempts(),
            rule.first(),
            rule.factor(),
            rule.jitter(),
            rule.longest(),
            rule.key(),
            Quantities.positive(time, "slack")));
  }

  /**
   * Returns this check with another time within which the service makes its first call, 5 s unless
   * said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public RetryPolicy calledWithin(Duration time) {
    return new RetryPolicy(place.calledWithin(time), rule);
  }

  private RetryPolicy with(RetryRule changed) {
    return new RetryPolicy(place, changed);
  }

  @Override
  public String name() {
    return "http retry-policy";
  }

  /** Returns how long it may take, apart from the first call of each event. */
  private Duration needs() {
    Duration all = Duration.ZERO;
    for (RetryPhase.Script script : RetryPhase.Script.values()) {
      int expected = script.expected(rule);
      for (int i = 1; i < expected; i++) {
        all = all.plus(rule.latest(i));
      }
      all = all.plus(rule.patience(expected));
    }
    return all;
  }

  @Override
  public Verdict judge(CheckContext context) {
    Evidence evidence =
        Evidence.of(
                "calls to a stub at " + place.address() + " that fails", context.clock().instant())
            .against(rule.asked());
    return Inquiry.of(place.uri(), evidence, rows -> judge(context, evidence, rows));
  }

  private Verdict judge(CheckContext context, Evidence evidence, List<Observation> rows)
      throws Unseen, InterruptedException {
    place.orTooShort(needs(), context);
    List<RetryPhase> phases = new ArrayList<>();
    List<Objection> found = List.of();
    try (Stub stub = place.open()) {
      for (RetryPhase.Script script : RetryPhase.Script.values()) {
        RetryPhase phase = watch(stub, script, context);
        phases.add(phase);
        rows.addAll(phase.rows(rule));
        found = RetryRules.objections(phase, rule);
        if (!found.isEmpty()) {
          break; // what is still to come of this event would be taken for the next one's
        }
      }
    }
    if (found.isEmpty()) {
      found = RetryRules.together(phases, rule);
    }
    int attempts = phases.stream().mapToInt(p -> p.calls().size()).sum();
    return Verdict.of(
        found,
        "It retries as said: " + rule.asked(),
        evidence.observing(rows).over(Duration.ZERO, attempts));
  }

  private RetryPhase watch(Stub stub, RetryPhase.Script script, CheckContext context)
      throws Unseen, InterruptedException {
    stub.script(turn -> script.status(turn, rule));
    int most = rule.attempts() * rule.attempts() + 1;
    Deadline sample = Deadline.in(HealthReader.usable(context.remaining()));
    try (Sending sending = place.send(stub, context)) {
      Deadline end = sample.orIn(place.firstCall());
      int known = 0;
      while (!end.passed() && known < most) {
        Stub.rest(context);
        List<StubCall> calls = stub.calls();
        if (calls.isEmpty()) {
          sending.orThrow();
        } else if (calls.size() > known) {
          known = calls.size();
          end = sample.orIn(rule.patience(Math.min(known, rule.attempts())));
        }
      }
      if (sample.passed()) {
        throw new Unseen(
            "The sample ended while the stub was still watched. Give it more time; a service that"
                + " retries for ever without a pause takes all of it.");
      }
      return new RetryPhase(script, stub.calls());
    }
  }
}
