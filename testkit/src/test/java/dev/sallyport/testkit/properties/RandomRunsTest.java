package dev.sallyport.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.simulation.Choices;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many random runs of random plans, each judged by every invariant.
 *
 * <p>{@code -Dproperties.runs=N} sets how many, {@code -Dproperties.seed=S} the first seed of those
 * that are new each day; a failure says which seed it was.
 */
class RandomRunsTest {
  private static final int RUNS = Integer.getInteger("properties.runs", 20_000);
  private static final long FRESH =
      Long.getLong("properties.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay() * 10_000_000);
  private static final long FIXED = 1;
  private static final int PLAN = 60;
  private static final int WORLD = 160;

  private final States states = new States();
  private final Map<Sight, Integer> sights = new EnumMap<>(Sight.class);
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private long events;

  @Test
  void every_invariant_holds_and_every_interesting_state_is_reached() {
    run(FIXED, RUNS - RUNS / 4);
    run(FRESH, RUNS / 4);
    System.out.printf(
        "%d runs (seeds from %d and from %d), %d records, %d states, outcomes %s%n%s%n",
        RUNS, FIXED, FRESH, events, states.count(), outcomes, sights);
    assertThat(EnumSet.complementOf(EnumSet.copyOf(sights.keySet()))).as("never seen").isEmpty();
  }

  private void run(long seed, int count) {
    for (int i = 0; i < count; i++) {
      Choices random = Choices.seeded(seed + i);
      List<Integer> plan = list(random, random.pick(PLAN));
      List<Integer> world = list(random, random.pick(WORLD));
      long own = seed + i;
      Supplier<String> said = () -> "seed " + own + ": " + report(plan, world);
      assertThat(breaches(plan, world)).as(said).isEmpty();
    }
  }

  private static List<Integer> list(Choices random, int size) {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(random.pick(10_000));
    }
    return list;
  }

  private List<Breach> breaches(List<Integer> plan, List<Integer> world) {
    Trace trace;
    try {
      trace = Chaos.run(plan, world);
    } catch (RuntimeException | AssertionError e) {
      return List.of(new Breach(0, e.toString()));
    }
    Set<Sight> seen = EnumSet.noneOf(Sight.class);
    Sight.addAll(trace, seen);
    seen.forEach(sight -> sights.merge(sight, 1, Integer::sum));
    states.add(trace, 0);
    outcomes.merge(String.valueOf(trace.outcome()), 1, Integer::sum);
    events += trace.events().size();
    return Invariants.of(trace);
  }

  private String report(List<Integer> plan, List<Integer> world) {
    Smaller small = Smaller.of(plan, world, (p, w) -> !breaches(p, w).isEmpty());
    String judged = small + " " + breaches(small.plan(), small.world()) + "\n";
    try {
      return Chaos.run(small.plan(), small.world()).events().stream()
          .map(Object::toString)
          .collect(Collectors.joining("\n", judged, ""));
    } catch (RuntimeException | AssertionError e) {
      return judged + "It has no journal.";
    }
  }
}
