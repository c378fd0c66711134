package dev.sallyport.checks.http;

import java.util.function.LongPredicate;

/**
 * What can be said of a share from counting: exact binomial (Clopper-Pearson), without I/O.
 *
 * <p>Of {@code n} independent samples {@code x} exceed; is the true share below the bound {@code
 * p0}?
 */
final class Counting {
  /** More trials than any measurement here may make. */
  private static final long MANY = 1_000_000_000L;

  private static final int HALVINGS = 60;

  private Counting() {}

  /** What counting shows. */
  enum Outcome {
    /** The share is below the bound, with the confidence asked for. */
    BELOW,
    /** The share is at or above the bound, with the confidence asked for. */
    ABOVE,
    /** Neither can be said yet. */
    OPEN
  }

  /** Judges what was counted: for "below" by the worst case, for "above" by the best. */
  static Outcome judge(Exceedances seen, double bound, double alpha) {
    if (seen.samples() == 0) {
      return Outcome.OPEN;
    }
    if (Binomial.atMost(seen.possible(), seen.samples(), bound) <= alpha) {
      return Outcome.BELOW;
    }
    if (Binomial.atLeast(seen.certain(), seen.samples(), bound) <= alpha) {
      return Outcome.ABOVE;
    }
    return Outcome.OPEN;
  }

  /** Returns the largest share that {@code x} of {@code n} do not rule out. */
  static double upperBound(long x, long n, double alpha) {
    if (x >= n) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (Binomial.atMost(x, n, middle) > alpha) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns the smallest share that {@code x} of {@code n} do not rule out. */
  static double lowerBound(long x, long n, double alpha) {
    return x <= 0 ? 0 : 1 - upperBound(n - x, n, alpha);
  }

  /**
   * Returns how many samples it takes to show the share below the bound with {@code x} exceeding.
   */
  static long samplesNeeded(long x, double bound, double alpha) {
    if (bound <= 0 || Binomial.atMost(x, MANY, bound) > alpha) {
      return Long.MAX_VALUE;
    }
    long low = x;
    long high = MANY;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (Binomial.atMost(x, middle, bound) <= alpha) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Returns how many of {@code n} may exceed for the share to be shown below the bound, or -1. */
  static long allowed(long n, double bound, double alpha) {
    return largest(n, x -> Binomial.atMost(x, n, bound) <= alpha);
  }

  /**
   * Returns the rank, from 1, of the sample that is an upper bound of the quantile; {@code n + 1},
   * if the samples are too few for any to be one.
   */
  static long upperRank(double quantile, long n, double alpha) {
    return largest(n, u -> Binomial.atMost(u - 1, n, quantile) < 1 - alpha) + 1;
  }

  /**
   * Returns the last number of 0 to {@code n} that holds, where those that hold come first; or -1.
   */
  private static long largest(long n, LongPredicate holds) {
    long low = -1;
    long high = n + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (holds.test(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
