package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalLong;

/** The metric {@code latency-quantile} of a load, judged by counting the slow requests. */
record LatencyQuantile(LoadReader reader, LoadPlan plan, Confidence confidence, double quantile)
    implements Metric<Duration> {

  LatencyQuantile {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException(
          "A quantile lies between 0 and 1, such as 0.95, but is " + quantile + ".");
    }
  }

  @Override
  public String name() {
    String percent =
        BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString();
    return "http latency-quantile p" + percent;
  }

  @Override
  public Reading<Duration> read(CheckContext context) throws Exception {
    LoadSeen seen = reader.measure(plan, context);
    OptionalLong micros = LoadEvidence.value(seen, quantile);
    return micros.isPresent()
        ? Reading.value(
            Duration.ofNanos(1000 * micros.getAsLong()),
            LoadEvidence.of(seen, quantile, confidence))
        : Reading.noData(
            "the quantile lies among failed requests, or there are none",
            LoadEvidence.of(seen, quantile, confidence));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the load is too small for it ever to pass, if the limit is
   *     above the timeout, or not an upper limit
   */
  @Override
  public Check compared(Threshold<Duration> threshold) {
    LoadRules.checkUpper(name(), threshold);
    if (threshold.limit().compareTo(plan.timeout()) > 0) {
      throw new IllegalArgumentException(
          name()
              + " cannot be compared with "
              + Quantities.show(threshold.limit())
              + ", since requests are given up after "
              + Quantities.show(plan.timeout())
              + ". Raise the timeout.");
    }
    double bound = 1 - quantile;
    LoadRules.checkReachable(name() + " " + threshold, plan, bound, confidence);
    return Check.of(
        name() + " " + threshold,
        context -> {
          LoadSeen seen = reader.measure(plan, context);
          return LoadRules.judge(
              new LoadRules.Question<>(
                  name(),
                  threshold,
                  "were slower or failed",
                  bound,
                  seen.slowerThan(threshold.limit()),
                  confidence),
              seen,
              LoadEvidence.of(seen, quantile, confidence).against(threshold.toString()));
        });
  }
}
