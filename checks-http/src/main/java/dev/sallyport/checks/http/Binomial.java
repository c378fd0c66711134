package dev.sallyport.checks.http;

/**
 * Tails of the binomial distribution, to about twelve digits for up to ten million trials.
 *
 * <p>One term is computed by the saddle-point expansion of C. Loader, "Fast and accurate
 * computation of binomial probabilities" (2000), which never takes the difference of large numbers;
 * a tail is that term times a sum of ratios that falls from its first member on.
 */
final class Binomial {
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
  private static final double NEGLIGIBLE = 1e-17;

  private Binomial() {}

  /** Returns the probability of at most {@code x} successes in {@code n} trials. */
  static double atMost(long x, long n, double p) {
    if (x < 0) {
      return 0;
    }
    if (x >= n || p <= 0) {
      return 1;
    }
    if (p >= 1) {
      return 0;
    }
    return x < n * p ? lower(x, n, p) : Math.max(0, 1 - upper(x + 1, n, p));
  }

  /** Returns the probability of at least {@code x} successes in {@code n} trials. */
  static double atLeast(long x, long n, double p) {
    if (x <= 0) {
      return 1;
    }
    if (x > n || p <= 0) {
      return 0;
    }
    if (p >= 1) {
      return 1;
    }
    return x > n * p ? upper(x, n, p) : Math.max(0, 1 - lower(x - 1, n, p));
  }

  /** Sums downwards from {@code x}, which is below the mean, so that every term is the smaller. */
  private static double lower(long x, long n, double p) {
    double odds = (1 - p) / p;
    double term = 1;
    double sum = 1;
    for (long k = x; k > 0 && term > sum * NEGLIGIBLE; k--) {
      term *= k * odds / (n - k + 1.0);
      sum += term;
    }
    return Math.min(1, exactly(x, n, p) * sum);
  }

  /** Sums upwards from {@code x}, which is above the mean, so that every term is the smaller. */
  private static double upper(long x, long n, double p) {
    double odds = p / (1 - p);
    double term = 1;
    double sum = 1;
    for (long k = x; k < n && term > sum * NEGLIGIBLE; k++) {
      term *= (n - k) * odds / (k + 1.0);
      sum += term;
    }
    return Math.min(1, exactly(x, n, p) * sum);
  }

  /** Returns the probability of exactly {@code x} successes. */
  static double exactly(long x, long n, double p) {
    if (x == 0) {
      return Math.exp(n * Math.log1p(-p));
    }
    if (x == n) {
      return Math.exp(n * Math.log(p));
    }
    double all = n;
    double hits = x;
    double rest = all - hits;
    double exponent =
        stirlingError(all)
            - stirlingError(hits)
            - stirlingError(rest)
            - deviance(hits, all * p)
            - deviance(rest, all * (1 - p));
    double scale = HALF_LOG_TWO_PI + 0.5 * (Math.log(hits) + Math.log1p(-hits / all));
    return Math.exp(exponent - scale);
  }

  /** Returns {@code ln n!} less Stirling's formula for it. */
  private static double stirlingError(double n) {
    if (n < 16) {
      double logFactorial = 0;
      for (int k = 2; k <= n; k++) {
        logFactorial += Math.log(k);
      }
      return logFactorial - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
    }
    double square = n * n;
    return (1 / 12.0
            - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / (1188 * square)) / square) / square)
                / square)
        / n;
  }

  /** Returns {@code x ln(x / mean) + mean - x}, by its series where the two are close. */
  private static double deviance(double x, double mean) {
    double difference = x - mean;
    if (Math.abs(difference) >= 0.1 * (x + mean)) {
      return x * Math.log(x / mean) + mean - x;
    }
    double v = difference / (x + mean);
    double sum = difference * v;
    double power = 2 * x * v;
    for (int j = 1; j < 1000; j++) {
      power *= v * v;
      double next = sum + power / (2 * j + 1);
      if (next == sum) {
        return sum;
      }
      sum = next;
    }
    return sum;
  }
}
