package dev.sallyport.checks.http;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Rate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Shows what a load saw as evidence; pure. */
final class LoadEvidence {
  private LoadEvidence() {}

  /** Returns the evidence without a threshold. */
  static Evidence of(LoadSeen seen) {
    LoadPlan plan = seen.plan();
    List<Observation> rows = new ArrayList<>();
    rows.add(Observation.of("", "requests", seen.due()));
    rows.add(Observation.of("", "answered", seen.latencies().count()));
    rows.add(Observation.of("", "failed", seen.failed()));
    seen.failures().forEach((kind, n) -> rows.add(Observation.of("failed", kind, n)));
    seen.unknown().forEach((kind, n) -> rows.add(Observation.of("unknown", kind, n)));
    if (seen.resent() > 0) {
      rows.add(Observation.of("unknown", "resent-by-client", seen.resent()));
    }
    for (double quantile : List.of(0.5, 0.95, 0.99)) {
      rows.add(micros("p" + Math.round(100 * quantile), value(seen, quantile)));
    }
    if (seen.latencies().count() > 0) {
      rows.add(micros("longest-answer", OptionalLong.of(seen.latencies().longest())));
    }
    rows.add(rate("offered-rate", seen.offered()));
    rows.add(rate("achieved-rate", seen.achieved()));
    rows.add(micros("max-start-delay", OptionalLong.of(seen.maxStartDelay().toNanos() / 1000)));
    rows.add(micros("max-own-delay", OptionalLong.of(seen.maxOwnDelay().toNanos() / 1000)));
    rows.add(Observation.of("", "max-in-flight", seen.maxInFlight()));
    return Evidence.of(asked(plan), seen.at()).observing(rows).over(seen.span(), seen.known());
  }

  /** Returns the evidence for a quantile: with its upper bound, and block by block. */
  static Evidence of(LoadSeen seen, double quantile, Confidence confidence) {
    long n = seen.known() + seen.unmeasured();
    long rank = Counting.upperRank(quantile, n, confidence.alpha());
    String blocks =
        seen.latencies().byBlock(quantile).stream()
            .map(micros -> micros < 0 ? "none" : millis(micros))
            .collect(Collectors.joining(", "));
    return of(seen)
        .and(micros("upper-bound", seen.latencies().atRank(rank)))
        .and(
            Observation.of(
                "", "by-block-of-" + Quantities.show(seen.block()).replace(" ", ""), blocks, "ms"));
  }

  /** Returns the evidence for the error rate: with its two bounds. */
  static Evidence ofErrors(LoadSeen seen, Confidence confidence) {
    Exceedances errors = seen.errors();
    double low = Counting.lowerBound(errors.certain(), errors.samples(), confidence.alpha());
    double high = Counting.upperBound(errors.possible(), errors.samples(), confidence.alpha());
    return of(seen)
        .and(Observation.of("", "lower-bound", round(100 * low), "%"))
        .and(Observation.of("", "upper-bound", round(100 * high), "%"));
  }

  /** Returns the quantile in microseconds; empty if it lies among the failed requests. */
  static OptionalLong value(LoadSeen seen, double quantile) {
    return seen.latencies().atRank(Math.max(1, (long) Math.ceil(quantile * seen.known())));
  }

  private static String asked(LoadPlan plan) {
    return (plan.body().isPresent() ? "POST " : "GET ")
        + plan.uri()
        + " at "
        + plan.rate()
        + (plan.seed().isPresent() ? " (Poisson, seed " + plan.seed().getAsLong() + ")" : "")
        + " for "
        + Quantities.show(plan.lasting())
        + " after "
        + Quantities.show(plan.warmUp())
        + ", timeout "
        + Quantities.show(plan.timeout())
        + (plan.clientErrors() == ClientErrors.COUNT_AS_ANSWERS ? ", 4xx as answers" : "");
  }

  private static Observation rate(String name, Rate rate) {
    return Observation.of("", name, round(rate.perSecond()), "/s");
  }

  private static Observation micros(String name, OptionalLong micros) {
    return micros.isPresent()
        ? Observation.of("", name, millis(micros.getAsLong()), "ms")
        : Observation.of("", name, "none: so many failed, or too few requests");
  }

  private static String millis(long micros) {
    return round(micros / 1e3);
  }

  private static String round(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
