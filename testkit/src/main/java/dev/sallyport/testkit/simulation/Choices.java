package dev.sallyport.testkit.simulation;

import java.util.List;
import java.util.Random;

/** The one source of everything in a simulated run that could have come out otherwise. */
public interface Choices {

  /** Picks one of {@code options} possibilities: from 0 to {@code options - 1}. */
  int pick(int options);

  /** Returns a draw from 0 to 1, for the jitter of retries. */
  default double draw() {
    return pick(1_000) / 1_000.0;
  }

  /** Returns the source that always picks the first, and draws 0. */
  static Choices first() {
    return options -> 0;
  }

  /** Returns a source that picks at random, and the same again for the same seed. */
  static Choices seeded(long seed) {
    Random random = new Random(seed);
    return random::nextInt;
  }

  /**
   * Returns a source that picks what is written there, each modulo the possibilities there are, and
   * the first once it has no more: so any list is a valid source, and a shorter one a simpler run.
   */
  static Choices recorded(List<Integer> picks) {
    int[] next = {0};
    return options -> {
      int at = next[0]++;
      return at < picks.size() ? Math.floorMod(picks.get(at), options) : 0;
    };
  }
}
