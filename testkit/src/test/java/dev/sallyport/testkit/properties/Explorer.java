package dev.sallyport.testkit.properties;

import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;

/**
 * Runs a plan with every placement of up to so many faults: first none, then each one alone
 * wherever something may go wrong, then each of them together with each that may come after it.
 */
final class Explorer {
  private final Order plan;
  private final Choices order;
  private final ToIntBiFunction<Faults.Where, Integer> limit;
  private final Consumer<Trace> judge;
  private int runs;

  /**
   * Creates it.
   *
   * @param order who goes first of what is due at once
   * @param limit how many of so many possibilities there are looked at, the good one included
   */
  Explorer(
      Plan plan,
      Choices order,
      ToIntBiFunction<Faults.Where, Integer> limit,
      Consumer<Trace> judge) {
    this.plan = new Order(plan);
    this.order = order;
    this.limit = limit;
    this.judge = judge;
  }

  /** Returns how many runs it took. */
  int explore(int faults) {
    explore(List.of(), List.of(), faults);
    return runs;
  }

  /** Runs with a fault at each of these moments, and then with one more after them. */
  private void explore(List<Integer> moments, List<Integer> which, int more) {
    List<Integer> options = new ArrayList<>();
    Faults.Picks picks =
        (where, all) -> {
          int moment = options.size();
          options.add(Math.min(all, limit.applyAsInt(where, all)));
          int fault = moments.indexOf(moment);
          return fault < 0 ? 0 : which.get(fault);
        };
    judge.accept(Chaos.run(plan, new Faults(picks, Integer.MAX_VALUE), order));
    runs++;
    if (more == 0) {
      return;
    }
    int first = moments.isEmpty() ? 0 : moments.get(moments.size() - 1) + 1;
    for (int moment = first; moment < options.size(); moment++) {
      for (int fault = 1; fault < options.get(moment); fault++) {
        explore(and(moments, moment), and(which, fault), more - 1);
      }
    }
  }

  private static List<Integer> and(List<Integer> list, int last) {
    List<Integer> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
