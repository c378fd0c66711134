package dev.sallyport.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.properties.SmallPlans.Kind;
import dev.sallyport.testkit.simulation.Choices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every plan of up to four nodes from a small vocabulary, with every placement of up to two faults.
 * Nothing is left to chance: what is not listed here is not looked at, and what is, is.
 *
 * <p>The plans are explored side by side on all cores. {@code -Dexhaustive.every=N} looks at every
 * N-th plan only, for a machine on which all of them have been looked at already.
 */
class ExhaustiveTest {
  private static final int EVERY = Integer.getInteger("exhaustive.every", 1);
  private static final List<Kind> ALL = List.of(Kind.values()).subList(0, Kind.POINT.ordinal() + 1);
  private static final List<Kind> WATCHED =
      List.of(Kind.BLIND, Kind.GATE, Kind.APPROVAL, Kind.POINT, Kind.SOAK, Kind.MONITOR);
  private static final List<Kind> WATCHED_THREE = List.of(Kind.BLIND, Kind.POINT, Kind.SOAK);

  /** A call may fail, lose its reply with or without the effect, or hang; and all the rest. */
  private static final ToIntBiFunction<Faults.Where, Integer> EVERYTHING = (where, all) -> all;

  private static final ToIntBiFunction<Faults.Where, Integer> THE_MAIN_FAULTS =
      (where, all) ->
          switch (where) {
            case CALL -> 5;
            case CHECK, PERSON, DEATH -> 2;
            case OPERATOR -> 3;
          };

  private static Tally total = Tally.NONE;

  /** How much was looked at. */
  private record Tally(int plans, long runs, long states, Map<String, Integer> outcomes) {
    static final Tally NONE = new Tally(0, 0, 0, Map.of());

    Tally plus(Tally other) {
      Map<String, Integer> both = new TreeMap<>(outcomes);
      other.outcomes.forEach((outcome, count) -> both.merge(outcome, count, Integer::sum));
      return new Tally(plans + other.plans, runs + other.runs, states + other.states, both);
    }
  }

  private static void explore(int nodes, ToIntBiFunction<Faults.Where, Integer> limit, int faults) {
    explore(nodes + " nodes", SmallPlans.of(nodes, ALL), limit, faults);
  }

  private static void explore(
      String what, List<Plan> plans, ToIntBiFunction<Faults.Where, Integer> limit, int faults) {
    long begun = System.nanoTime();
    Tally tally =
        IntStream.range(0, plans.size())
            .filter(number -> number % EVERY == 0)
            .parallel()
            .mapToObj(number -> explore(plans.get(number), limit, faults))
            .reduce(Tally.NONE, Tally::plus);
    assertThat(tally.plans()).isEqualTo((plans.size() + EVERY - 1) / EVERY);
    System.out.printf(
        "%s, %d faults: %d plans, %d runs in %d ms%n",
        what, faults, tally.plans(), tally.runs(), (System.nanoTime() - begun) / 1_000_000);
    total = total.plus(tally);
  }

  private static Tally explore(
      Plan plan, ToIntBiFunction<Faults.Where, Integer> limit, int faults) {
    States states = new States();
    Map<String, Integer> outcomes = new TreeMap<>();
    int runs =
        new Explorer(
                plan,
                Choices.first(),
                limit,
                trace -> {
                  List<Breach> breaches = Invariants.of(trace);
                  if (!breaches.isEmpty()) {
                    assertThat(breaches)
                        .as("%s %s", trace.plan().description(), trace.events())
                        .isEmpty();
                  }
                  states.add(trace, 0);
                  outcomes.merge(String.valueOf(trace.outcome()), 1, Integer::sum);
                })
            .explore(faults);
    return new Tally(1, runs, states.count(), outcomes);
  }

  @AfterAll
  static void say() {
    System.out.println(total);
  }

  @Test
  void plans_of_one_node_with_every_two_faults() {
    explore(1, EVERYTHING, 2);
  }

  @Test
  void plans_of_two_nodes_with_every_two_faults() {
    explore(2, EVERYTHING, 2);
  }

  @Test
  void plans_of_three_nodes_with_every_fault_and_every_two_of_the_main_faults() {
    explore(3, EVERYTHING, 1);
    explore(3, THE_MAIN_FAULTS, 2);
  }

  @Test
  void plans_of_four_nodes_with_every_fault_and_every_two_of_the_main_faults() {
    explore(4, EVERYTHING, 1);
    explore(4, THE_MAIN_FAULTS, 2);
  }

  @Test
  void watched_plans_of_up_to_three_nodes_with_every_fault() {
    explore("watched, 1 node", SmallPlans.watched(1, WATCHED), EVERYTHING, 2);
    explore("watched, 2 nodes", SmallPlans.watched(2, WATCHED), EVERYTHING, 1);
    explore("watched, 3 nodes", SmallPlans.watched(3, WATCHED_THREE), EVERYTHING, 1);
  }
}
