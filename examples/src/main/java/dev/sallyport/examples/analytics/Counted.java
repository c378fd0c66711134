package dev.sallyport.examples.analytics;

/**
 * What can be said of a share from so many of so many, exactly (Clopper and Pearson, "The use of
 * confidence or fiducial limits illustrated in the case of the binomial", 1934).
 */
final class Counted {
  private Counted() {}

  /**
   * Returns the probability of at most {@code hits} of {@code n}, if the true share is {@code p}.
   */
  static double atMost(long hits, long n, double p) {
    if (hits >= n || p <= 0) {
      return 1;
    }
    if (p >= 1) {
      return 0;
    }
    double log = n * Math.log1p(-p);
    double sum = Math.exp(log);
    for (long k = 1; k <= hits; k++) {
      log += Math.log((double) (n - k + 1) / k) + Math.log(p) - Math.log1p(-p);
      sum += Math.exp(log);
    }
    return Math.min(1, sum);
  }

  /** Returns the probability of at least {@code hits}. */
  static double atLeast(long hits, long n, double p) {
    return hits <= 0 ? 1 : atMost(n - hits, n, 1 - p);
  }

  /** Returns the largest share under which so few are no wonder: the upper bound. */
  static double upper(long hits, long n, double risk) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (atMost(hits, n, middle) > risk) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns the smallest share under which so many are no wonder: the lower bound. */
  static double lower(long hits, long n, double risk) {
    return 1 - upper(n - hits, n, risk);
  }
}
