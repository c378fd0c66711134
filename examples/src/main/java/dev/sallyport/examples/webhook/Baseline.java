package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.time.Duration;

/**
 * How fast the service was before the deployment. Immutable.
 *
 * @param mean the mean time of a webhook
 */
public record Baseline(Duration mean) {

  /**
   * Measures it.
   *
   * @throws IOException if there is nothing to measure
   */
  static Baseline measure(WebhookSystems on, StepContext context) throws Exception {
    Reading<Duration> reading = Monitoring.latency(on).read(context.sample(Duration.ofSeconds(10)));
    if (reading instanceof Reading.Value<Duration> seen) {
      return new Baseline(seen.value());
    }
    throw new IOException(
        "How fast the service is could not be read, so nothing can be told to have become worse: "
            + reading
            + ". Look whether Prometheus scrapes the service, and webhooks come in.");
  }

  /** Returns the check that a latency is no more than 20 % above this one. */
  Check notExceeded(Metric<Duration> latency) {
    if (mean.isZero()) {
      return Check.of(
          "degradation",
          context ->
              Verdict.inconclusive(
                  Verdict.Cause.NO_DATA,
                  "The baseline is zero, of which 20 % more says nothing",
                  Evidence.of("the baseline", context.startedAt())));
    }
    Check check = latency.staysAtMost(mean.multipliedBy(120).dividedBy(100));
    return Check.of(check.name(), context -> besideIt(check.judge(context)));
  }

  /** Who is asked has to know how it was. */
  private Verdict besideIt(Verdict verdict) {
    return verdict instanceof Verdict.Fail
        ? verdict.with(
            "a webhook took " + Quantities.show(mean) + " before; now " + verdict.reason(),
            verdict.evidence())
        : verdict;
  }
}
