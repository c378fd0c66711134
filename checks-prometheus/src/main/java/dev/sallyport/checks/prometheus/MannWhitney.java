package dev.sallyport.checks.prometheus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The test of Mann and Whitney: whether values of one group tend to be larger than those of
 * another. By the normal approximation with correction for ties and continuity (Mann and Whitney
 * 1947; Lehmann, Nonparametrics), which needs about ten values a group. Pure.
 *
 * @param larger the probability that a value of the first group is larger than one of the second,
 *     half of it where they are the same: 0.5 where there is no difference
 * @param p the one-sided probability of a difference at least as large by chance
 */
record MannWhitney(double larger, double p) {

  static MannWhitney of(List<Double> first, List<Double> second) {
    int n = first.size();
    int m = second.size();
    List<double[]> all = new ArrayList<>();
    first.forEach(value -> all.add(new double[] {value, 0}));
    second.forEach(value -> all.add(new double[] {value, 1}));
    all.sort(Comparator.comparingDouble(pair -> pair[0]));
    double ranks = 0;
    double ties = 0;
    for (int i = 0; i < all.size(); ) {
      int j = i;
      while (j < all.size() && all.get(j)[0] == all.get(i)[0]) {
        j++;
      }
      double rank = (i + 1 + j) / 2.0;
      for (int k = i; k < j; k++) {
        ranks += all.get(k)[1] == 0 ? rank : 0;
      }
      double tied = j - i;
      ties += tied * tied * tied - tied;
      i = j;
    }
    double u = ranks - n * (n + 1) / 2.0;
    double total = n + m;
    double variance = n * m / 12.0 * (total + 1 - ties / (total * (total - 1)));
    double z = variance == 0 ? 0 : (u - n * m / 2.0 - 0.5) / Math.sqrt(variance);
    return new MannWhitney(u / (n * m), variance == 0 ? 1 : upperTail(z));
  }

  /** Returns the probability of a standard normal value above z (Abramowitz and Stegun 7.1.26). */
  private static double upperTail(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    double t = 1 / (1 + 0.3275911 * x);
    double polynomial =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    double tail = polynomial * Math.exp(-x * x) / 2;
    return z >= 0 ? tail : 1 - tail;
  }
}
