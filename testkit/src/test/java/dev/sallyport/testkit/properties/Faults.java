package dev.sallyport.testkit.properties;

import dev.sallyport.testkit.simulation.Choices;
import java.util.List;

/**
 * Picks what goes wrong: 0 is what should be, everything else a fault; after so many of them
 * nothing goes wrong any more.
 */
final class Faults {
  private final Picks picks;
  private int left;
  private int made;

  /** Where something may go wrong. */
  enum Where {
    CALL,
    CHECK,
    PERSON,
    DEATH,
    OPERATOR
  }

  /** Picks one of so many things that may happen there. */
  @FunctionalInterface
  interface Picks {
    int pick(Where where, int options);
  }

  Faults(Picks picks, int most) {
    this.picks = picks;
    this.left = most;
  }

  /** Returns faults as those numbers say; the first ones say how many there are and how dense. */
  static Faults of(List<Integer> numbers) {
    Choices recorded = Choices.recorded(numbers);
    int most = recorded.pick(16);
    int calls = 2 + recorded.pick(6);
    int deaths = 5 + 9 * recorded.pick(5);
    int operators = 5 + 9 * recorded.pick(5);
    return new Faults(
        (where, options) -> {
          int oneIn =
              switch (where) {
                case DEATH -> deaths;
                case OPERATOR -> operators;
                default -> calls;
              };
          int pick = recorded.pick(10_000);
          return pick % oneIn == oneIn - 1 ? 1 + pick / oneIn % (options - 1) : 0;
        },
        most);
  }

  int pick(Where where, int options) {
    if (left == 0) {
      return 0;
    }
    int pick = picks.pick(where, options);
    if (pick != 0) {
      left--;
      made++;
    }
    return pick;
  }

  /** Returns how much went wrong. */
  int made() {
    return made;
  }
}
