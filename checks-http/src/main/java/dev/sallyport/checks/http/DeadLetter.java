package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * The check {@code dead-letter}: an event that cannot be delivered ends as one dead letter, as it
 * was, and the next one is delivered.
 *
 * <p>It hands the service an event and, as the one that is called, fails each time until a dead
 * letter is there; then it answers well, and hands over another event. A sample too short for both
 * is {@link Verdict.Inconclusive}, and nothing is sent. Immutable and thread-safe; but two checks
 * cannot listen on one port at once.
 */
public final class DeadLetter implements Check {
  private static final Duration POLL = Duration.ofMillis(20);

  private final StubPlace place;
  private final DeadLetters queue;
  private final Duration patience;

  DeadLetter(StubPlace place, DeadLetters queue, Duration patience) {
    this.place = place;
    this.queue = queue;
    this.patience = patience;
  }

  /**
   * Returns this check with another time within which the service gives an event up, 10 s unless
   * said: longer than all its delays together.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public DeadLetter deadWithin(Duration time) {
    return new DeadLetter(place, queue, Quantities.positive(time, "time"));
  }

  /**
   * Returns this check with another time within which the service delivers the event after it, 5 s
   * unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public DeadLetter calledWithin(Duration time) {
    return new DeadLetter(place.calledWithin(time), queue, patience);
  }

  @Override
  public String name() {
    return "http dead-letter";
  }

  @Override
  public Verdict judge(CheckContext context) {
    Evidence evidence =
        Evidence.of(
                "an event for a stub at " + place.address() + " that answers 500, and one after it",
                context.clock().instant())
            .against(
                "one dead letter equal to the event within "
                    + Quantities.show(patience)
                    + ", then the next event is delivered");
    return Inquiry.of(place.uri(), evidence, rows -> judge(context, evidence, rows));
  }

  private Verdict judge(CheckContext context, Evidence evidence, List<Observation> rows)
      throws Unseen, InterruptedException {
    place.orTooShort(patience.plus(place.firstCall()), context);
    DeadLetterSeen seen;
    try (Stub stub = place.open()) {
      seen = watch(stub, context);
    }
    rows.add(Observation.of("", "attempts", seen.attempts()));
    rows.add(Observation.of("", "new dead letters", seen.letters().size()));
    rows.add(Observation.of("", "attempts when dead", seen.attemptsWhenDead()));
    rows.add(Observation.of("", "next delivered", seen.next()));
    return Verdict.of(
        DeadLetterRules.objections(seen),
        "After " + seen.attempts() + " attempts it was one dead letter, and the next went through",
        evidence.observing(rows).over(seen.waited(), seen.attempts()));
  }

  private DeadLetterSeen watch(Stub stub, CheckContext context)
      throws Unseen, InterruptedException {
    List<String> before = letters(context);
    stub.script(turn -> 500);
    long begun = MonotonicTime.now();
    Deadline end = Deadline.in(patience);
    try (Sending dead = place.send(stub, context)) {
      String event = dead.event(end);
      List<String> letters = DeadLetterSeen.newIn(letters(context), before);
      while (letters.isEmpty() && !end.passed()) {
        context.pause(POLL);
        letters = DeadLetterSeen.newIn(letters(context), before);
      }
      long now = MonotonicTime.now();
      List<StubCall> tried = stub.calls();
      Duration sinceLast =
          tried.isEmpty()
              ? Duration.ZERO
              : Duration.ofNanos(now - tried.get(tried.size() - 1).at());
      Duration waited = Duration.ofNanos(now - begun);
      if (letters.isEmpty()) {
        return new DeadLetterSeen(event, tried.size(), sinceLast, waited, letters, 0, false);
      }
      return next(stub, context, before, tried, event, sinceLast, waited);
    }
  }

  private DeadLetterSeen next(
      Stub stub,
      CheckContext context,
      List<String> before,
      List<StubCall> tried,
      String event,
      Duration sinceLast,
      Duration waited)
      throws Unseen, InterruptedException {
    List<String> old = tried.stream().map(StubCall::body).distinct().toList();
    stub.script(turn -> 200);
    Deadline end = Deadline.in(place.firstCall());
    try (Sending sending = place.send(stub, context)) {
      if (sending.event(end).equals(event)) {
        throw new Unseen(
            "Both events were the same, so the one cannot be told from the other. Let the delivery"
                + " make a new one each time.");
      }
      boolean came = false;
      while (!came && !end.passed()) {
        Stub.rest(context);
        came = stub.calls().stream().anyMatch(c -> !old.contains(c.body()));
      }
      int again = (int) stub.calls().stream().filter(c -> old.contains(c.body())).count();
      List<String> letters = DeadLetterSeen.newIn(letters(context), before);
      return new DeadLetterSeen(event, tried.size(), sinceLast, waited, letters, again, came);
    }
  }

  private List<String> letters(CheckContext context) throws Unseen, InterruptedException {
    try {
      return queue.payloads(context);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new Unseen(
          "The dead letters could not be read: "
              + e
              + ". Look at what was given to read them; the service was not judged.",
          e);
    }
  }
}
