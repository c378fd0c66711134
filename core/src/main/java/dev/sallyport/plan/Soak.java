package dev.sallyport.plan;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.time.Duration;

/**
 * A time in which what was changed is left alone before the plan goes on. It judges nothing itself:
 * the watches whose span it lies in do, so a plan has one. Time in which no engine was up does not
 * count, because nobody watched. Immutable.
 */
public final class Soak {
  private static final Check TIME =
      Check.of(
          "time",
          context ->
              Verdict.inconclusive(
                  Verdict.Cause.NO_DATA,
                  "a soak asks nothing",
                  Evidence.of("the time", context.startedAt())));

  private final Gate gate;

  private Soak(Gate gate) {
    this.gate = gate;
  }

  static Soak named(String name, Duration span, Source source) {
    Require.positive(span, "soak");
    return new Soak(
        Gate.named(name, TIME, source)
            .with(
                p -> {
                  p.kind = GatePolicy.Kind.SOAK;
                  p.within = span;
                }));
  }

  /** Returns this soak with its text in the checklist; default its name. */
  public Soak label(String text) {
    return new Soak(gate.label(text));
  }

  /** Returns this soak, covering these items of a checklist too. */
  public Soak covers(String... ids) {
    return new Soak(gate.covers(ids));
  }

  /** Returns the name. */
  public String name() {
    return gate.name();
  }

  /** Returns how long it lasts. */
  public Duration span() {
    return gate.policy().within();
  }

  Gate gate() {
    return gate;
  }

  @Override
  public String toString() {
    return "soak " + name();
  }
}
