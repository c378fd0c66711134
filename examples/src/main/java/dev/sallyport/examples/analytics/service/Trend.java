package dev.sallyport.examples.analytics.service;

import java.util.List;

/**
 * A straight line through numbers at even distances, by ordinary least squares: NIST/SEMATECH
 * e-Handbook of Statistical Methods, 4.1.4.1 "Linear Least Squares Regression". It says no more
 * than how the numbers would go on if they went on as they did; it knows no weekday and no season.
 *
 * @param intercept its value at the first number
 * @param slope how much it grows from one number to the next
 * @param r2 the share of the numbers' variance that the line explains, 0 to 1
 * @param deviation the residual standard deviation
 * @param numbers of how many numbers it was made
 */
record Trend(double intercept, double slope, double r2, double deviation, int numbers) {
  /** With two numbers, any line fits. */
  static final int LEAST = 3;

  static Trend through(List<Long> values) {
    int n = values.size();
    if (n < LEAST) {
      throw new IllegalArgumentException("A trend needs " + LEAST + " numbers, not " + n);
    }
    double meanX = (n - 1) / 2.0;
    double meanY = values.stream().mapToLong(Long::longValue).average().orElseThrow();
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int x = 0; x < n; x++) {
      double dx = x - meanX;
      double dy = values.get(x) - meanY;
      sxx += dx * dx;
      sxy += dx * dy;
      syy += dy * dy;
    }
    double slope = sxy / sxx;
    double residual = Math.max(0, syy - slope * sxy);
    double r2 = syy == 0 ? 1 : 1 - residual / syy;
    return new Trend(meanY - slope * meanX, slope, r2, Math.sqrt(residual / (n - 2)), n);
  }

  /** Returns the line's value so many steps after the last number; never less than nothing. */
  double ahead(int steps) {
    return Math.max(0, intercept + slope * (numbers - 1 + steps));
  }
}
