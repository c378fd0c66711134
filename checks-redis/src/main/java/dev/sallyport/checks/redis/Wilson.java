package dev.sallyport.checks.redis;

/**
 * Bounds of a proportion from counts: the score interval of E. B. Wilson, "Probable inference, the
 * law of succession, and statistical inference", JASA 22 (1927), one-sided.
 *
 * <p>Unlike the plain normal interval it keeps its coverage near 0 and 1, where cache hit ratios
 * are. It takes the trials for independent; lookups of the same hot key are not, so with real
 * traffic the true interval is somewhat wider.
 */
final class Wilson {
  private Wilson() {}

  /** Returns the value that the true proportion is above, with the given confidence. */
  static double lower(long successes, long trials, double confidence) {
    // without a success the bound is zero; rounding would miss it by a hair
    return successes == 0 ? 0 : bound(successes, trials, -quantile(confidence));
  }

  /** Returns the value that the true proportion is below, with the given confidence. */
  static double upper(long successes, long trials, double confidence) {
    return successes == trials ? 1 : bound(successes, trials, quantile(confidence));
  }

  private static double bound(long successes, long trials, double z) {
    double n = trials;
    double p = successes / n;
    double middle = p + z * z / (2 * n);
    double spread = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double bound = (middle + spread) / (1 + z * z / n);
    return Math.min(1, Math.max(0, bound));
  }

  /** Returns the quantile of the standard normal distribution, by bisection of its integral. */
  static double quantile(double probability) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (normal(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The normal distribution, by the series of M. Abramowitz and I. Stegun, 26.2.10. */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int i = 1; i < 400 && Math.abs(term) > 1e-17 * Math.abs(sum); i++) {
      term *= x * x / (2 * i + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
