package dev.sallyport.checks.prometheus;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How much larger the values of a canary are than those of a baseline beside it: the probability,
 * in percent, that one of the canary's is larger than one of the baseline's; 50 % is no difference.
 *
 * <p>For values that should be small, such as latencies and error rates. Compared with a limit, the
 * limit is a breach only if the difference is also no chance, by the test of Mann and Whitney, with
 * a confidence of 98 %. Too few values in either group, or none, are never a pass: a canary that
 * gets no traffic is not a good one. Immutable and thread-safe.
 */
public final class Canary implements Metric<Percent> {
  private final Source source;
  private final String canary;
  private final String baseline;
  private final Duration window;
  private final Duration step;
  private final int minimum;
  private final double chance;

  Canary(
      Source source,
      String canary,
      String baseline,
      Duration window,
      Duration step,
      int minimum,
      double chance) {
    this.source = source;
    this.canary = canary;
    this.baseline = baseline;
    this.window = window;
    this.step = step;
    this.minimum = minimum;
    this.chance = chance;
  }

  /**
   * Returns this metric over another window, one value each step; 10 minutes by 15 s unless said.
   *
   * @throws IllegalArgumentException if one is not positive, or the step is longer
   */
  public Canary over(Duration span, Duration each) {
    Quantities.positive(span, "window");
    Quantities.positive(each, "step");
    if (each.compareTo(span) > 0) {
      throw new IllegalArgumentException("The step " + each + " is longer than the window " + span);
    }
    return new Canary(source, canary, baseline, span, each, minimum, chance);
  }

  /**
   * Returns this metric needing another number of values in each group; 20 unless said.
   *
   * @throws IllegalArgumentException if it is less than ten, below which the test means little
   */
  public Canary atLeastValues(int count) {
    if (count < 10) {
      throw new IllegalArgumentException(
          "Of " + count + " values nothing can be told; ten or more.");
    }
    return new Canary(source, canary, baseline, window, step, count, chance);
  }

  @Override
  public String name() {
    return "prometheus canary " + canary + " against " + baseline;
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    Seen seen = look(context);
    if (!seen.objections().isEmpty()) {
      Verdict verdict = Verdict.of(seen.objections(), "", seen.evidence());
      return Reading.error(verdict.reason(), verdict.evidence());
    }
    return Reading.value(Percent.of(100 * seen.test().larger()), seen.evidence());
  }

  @Override
  public Check compared(Threshold<Percent> threshold) {
    return Check.of(
        name() + " " + threshold,
        context -> {
          Seen seen = look(context);
          Evidence evidence =
              seen.evidence().against(threshold + ", unless by chance (p " + chance + ")");
          if (!seen.objections().isEmpty()) {
            return Verdict.of(seen.objections(), "", evidence);
          }
          Percent larger = Percent.of(100 * seen.test().larger());
          String text =
              "With "
                  + larger
                  + " a value of the canary is larger than one of the baseline (p "
                  + Quantities.number(seen.test().p())
                  + ")";
          if (threshold.holds(larger)) {
            return Verdict.pass(text + ", as asked " + threshold, evidence);
          }
          return seen.test().p() <= chance
              ? threshold.breach("canary-worse", text + ", not " + threshold + ".", evidence)
              : Verdict.inconclusive(
                  Verdict.Cause.TOO_FEW_SAMPLES,
                  text + ", which may be chance. Look over a longer window.",
                  evidence);
        });
  }

  private Seen look(CheckContext context) throws Exception {
    Instant now = context.clock().instant();
    Evidence evidence = Evidence.of(source.asked() + ": " + canary + " and " + baseline, now);
    try {
      List<Double> ours = values(canary, now, context);
      List<Double> theirs = values(baseline, now, context);
      Evidence seen =
          evidence
              .observing(
                  List.of(
                      Observation.of("canary", "values", ours.size()),
                      Observation.of("canary", "median", median(ours)),
                      Observation.of("baseline", "values", theirs.size()),
                      Observation.of("baseline", "median", median(theirs))))
              .over(window, Math.min(ours.size(), theirs.size()));
      if (Math.min(ours.size(), theirs.size()) < minimum) {
        Objection few =
            Objection.unknown(
                ours.isEmpty() || theirs.isEmpty()
                    ? Verdict.Cause.NO_DATA
                    : Verdict.Cause.TOO_FEW_SAMPLES,
                "too-few-values",
                "",
                "The canary has "
                    + ours.size()
                    + " values and the baseline "
                    + theirs.size()
                    + ", at least "
                    + minimum
                    + " are needed",
                "Wait; or look whether both get traffic.");
        return new Seen(new MannWhitney(1, 1), List.of(few), seen);
      }
      return new Seen(MannWhitney.of(ours, theirs), List.of(), seen);
    } catch (PrometheusException e) {
      return new Seen(new MannWhitney(1, 1), List.of(e.objection()), evidence);
    }
  }

  private List<Double> values(String query, Instant now, CheckContext context) throws Exception {
    List<Series> series = source.range(query, now.minus(window), now, step, context);
    if (series.size() > 1) {
      throw new PrometheusException(
          query + " gives " + series.size() + " series, and one is needed: aggregate");
    }
    return series.stream().flatMap(s -> s.values().stream()).filter(Double::isFinite).toList();
  }

  private static String median(List<Double> values) {
    return values.isEmpty()
        ? "none"
        : Quantities.number(values.stream().sorted().toList().get(values.size() / 2));
  }

  private record Seen(MannWhitney test, List<Objection> objections, Evidence evidence) {}
}
