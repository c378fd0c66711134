package dev.sallyport.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.properties.SmallPlans.Kind;
import dev.sallyport.testkit.simulation.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every plan of up to four nodes from a small vocabulary, with every placement of up to two faults.
 * Nothing is left to chance: what is not listed here is not looked at, and what is, is.
 */
class ExhaustiveTest {
  /** A call may fail, lose its reply with or without the effect, or hang; and all the rest. */
  private static final ToIntBiFunction<Faults.Where, Integer> EVERYTHING = (where, all) -> all;

  private static final ToIntBiFunction<Faults.Where, Integer> THE_MAIN_FAULTS =
      (where, all) ->
          switch (where) {
            case CALL -> 5;
            case CHECK, PERSON, DEATH -> 2;
            case OPERATOR -> 3;
          };

  private static final States STATES = new States();
  private static final Map<String, Integer> OUTCOMES = new TreeMap<>();
  private static int plans;
  private static long runs;

  private static void explore(
      List<Plan> all, ToIntBiFunction<Faults.Where, Integer> limit, int faults) {
    long begun = System.nanoTime();
    long before = runs;
    for (Plan plan : all) {
      plans++;
      int number = plans;
      runs += new Explorer(plan, Choices.first(), limit, t -> judge(t, number)).explore(faults);
    }
    System.out.printf(
        "%d plans, %d runs in %d ms%n",
        all.size(), runs - before, (System.nanoTime() - begun) / 1_000_000);
  }

  private static void judge(Trace trace, int plan) {
    List<Breach> breaches = Invariants.of(trace);
    if (!breaches.isEmpty()) {
      assertThat(breaches).as("%s %s", trace.plan().description(), trace.events()).isEmpty();
    }
    STATES.add(trace, plan);
    OUTCOMES.merge(String.valueOf(trace.outcome()), 1, Integer::sum);
  }

  @AfterAll
  static void say() {
    System.out.printf(
        "%d plans, %d runs, %d states, outcomes %s%n", plans, runs, STATES.count(), OUTCOMES);
  }

  @Test
  void plans_of_one_and_two_nodes_of_every_kind_with_every_two_faults() {
    List<Plan> all = new ArrayList<>(SmallPlans.of(1, List.of(Kind.values())));
    explore(all, EVERYTHING, 2);
    explore(SmallPlans.of(2, List.of(Kind.values())), THE_MAIN_FAULTS, 2);
  }

  @Test
  void plans_of_three_nodes_of_every_kind_with_every_fault() {
    explore(SmallPlans.of(3, List.of(Kind.values())), EVERYTHING, 1);
  }

  @Test
  void plans_of_three_nodes_with_every_two_of_the_main_faults() {
    explore(
        SmallPlans.of(3, List.of(Kind.BLIND, Kind.PROBED, Kind.READ_ONLY, Kind.GATE)),
        THE_MAIN_FAULTS,
        2);
  }

  @Test
  void plans_of_four_nodes_with_every_two_of_the_main_faults() {
    explore(SmallPlans.of(4, List.of(Kind.BLIND, Kind.PROBED, Kind.READ_ONLY)), THE_MAIN_FAULTS, 2);
  }
}
