package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;

/** The metric {@code error-rate} of a load, judged by counting the failed requests. */
record ErrorRate(LoadReader reader, LoadPlan plan, Confidence confidence)
    implements Metric<Percent> {

  @Override
  public String name() {
    return "http error-rate";
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    LoadSeen seen = reader.measure(plan, context);
    return Reading.ratio(
        (double) seen.failed(), (double) seen.known(), LoadEvidence.ofErrors(seen, confidence));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the load is too small for it ever to pass, or the limit is
   *     not an upper limit up to 100 %
   */
  @Override
  public Check compared(Threshold<Percent> threshold) {
    LoadRules.checkUpper(name(), threshold);
    double bound = threshold.limit().fraction();
    if (bound > 1) {
      throw new IllegalArgumentException(
          "An error rate is never above 100 %, so a limit of "
              + threshold.limit()
              + " asks nothing.");
    }
    LoadRules.checkReachable(name() + " " + threshold, plan, bound, confidence);
    return Check.of(
        name() + " " + threshold,
        context -> {
          LoadSeen seen = reader.measure(plan, context);
          return LoadRules.judge(
              new LoadRules.Question<>(
                  name(), threshold, "failed", bound, seen.errors(), confidence),
              seen,
              LoadEvidence.ofErrors(seen, confidence).against(threshold.toString()));
        });
  }
}
