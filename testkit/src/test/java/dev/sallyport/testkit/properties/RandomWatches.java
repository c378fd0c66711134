package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.watch;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Monitor;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Soak;
import dev.sallyport.plan.Watch;
import dev.sallyport.testkit.simulation.Choices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Makes watches, monitors and soaks with all their policies, as choices say. */
final class RandomWatches {
  private static final List<OnFailure> ACTIONS =
      List.of(OnFailure.ROLL_BACK, OnFailure.ASK, OnFailure.STOP, OnFailure.WARN);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Choices choices;
  private final Bodies bodies;
  private final boolean quick;

  /** A watch whose span is still to be found among the phases. */
  private record Open(Watch watch, int from, int until) {}

  private final List<Open> open = new ArrayList<>();

  RandomWatches(Choices choices, Bodies bodies, boolean quick) {
    this.choices = choices;
    this.bodies = bodies;
    this.quick = quick;
  }

  /** Draws up to two watches; before the phases, for a list of numbers that ends gives zeros. */
  void draw() {
    int count = Math.max(0, choices.pick(5) - 2);
    for (int i = 0; i < count; i++) {
      int from = choices.pick(60);
      int until = choices.pick(60);
      open.add(new Open(next("w" + i), from, until));
    }
  }

  /**
   * Returns the watches, each over the whole plan, one phase, from a phase to the end or to a later
   * one.
   *
   * @param before for each phase, those that come before it
   */
  Watch[] over(List<Phase> phases, List<BitSet> before) {
    return open.stream().map(one -> over(one, phases, before)).toArray(Watch[]::new);
  }

  private static Watch over(Open one, List<Phase> phases, List<BitSet> before) {
    if (one.from % 3 == 0) {
      return one.watch;
    }
    int from = one.from / 3 % phases.size();
    if (one.until % 4 == 3) {
      return one.watch.from(phases.get(from));
    }
    int until = from + one.until / 4 % (phases.size() - from);
    boolean isLater = before.get(until).get(from);
    return one.watch.over(phases.get(from), phases.get(isLater ? until : from));
  }

  private Watch next(String name) {
    Watch bare = watch(name, check(name));
    if (quick) {
      return bare.every(Duration.ofMillis(5)).blindFor(Duration.ofMinutes(2));
    }
    Watch made = bare.every(seconds(10, 25)).sampleTimeout(LIMIT);
    made =
        switch (choices.pick(6)) {
          case 1 -> made.tripsOn(2);
          case 2 -> made.tripsOnInARow(2);
          case 3 -> made.tripsOn(2, Duration.ofSeconds(40));
          case 4 -> made.tripsAfter(seconds(20, 60));
          default -> made;
        };
    made = made.blindFor(seconds(30, 90));
    return made.onTrip(action()).onBlind(action());
  }

  Monitor monitorOf(String name) {
    Monitor bare = monitor(name, check(name));
    if (quick) {
      return bare.window(Duration.ofMillis(20), Duration.ofMillis(5))
          .window(Duration.ofMillis(20), Duration.ofMillis(10))
          .blindFor(Duration.ofMinutes(2));
    }
    Monitor made =
        bare.window(seconds(30, 60), Duration.ofSeconds(10))
            .sampleTimeout(LIMIT)
            .onFailure(action());
    made = choices.pick(2) == 1 ? made.window(Duration.ofMinutes(2), Duration.ofSeconds(40)) : made;
    made =
        switch (choices.pick(4)) {
          case 1 -> made.failsOn(2);
          case 2 -> made.failsOnInARow(2);
          case 3 -> made.failsOn(2, Duration.ofSeconds(50));
          default -> made;
        };
    made = choices.pick(3) == 1 ? made.blindFor(Duration.ofSeconds(20)) : made;
    return choices.pick(4) == 1 ? made.abortOn(check("danger")) : made;
  }

  Soak soakOf(String name) {
    return soak(name, quick ? Duration.ofMillis(20) : seconds(60, 150));
  }

  private Check check(String name) {
    return Check.of(name, context -> bodies.judge(name));
  }

  private OnFailure action() {
    return ACTIONS.get(choices.pick(2) == 0 ? 0 : choices.pick(4));
  }

  private Duration seconds(int one, int other) {
    return Duration.ofSeconds(choices.pick(2) == 0 ? one : other);
  }
}
