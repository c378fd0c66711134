package dev.sallyport.checks.redis;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The share of read lookups that found their key, over a window and all nodes of the cluster.
 *
 * <p>Every node is read twice within one sample, and the growth of {@code keyspace_hits} and {@code
 * keyspace_misses} is added up. A restart, a reset of the counters, or a member that cannot be
 * asked makes the window inconclusive. Compared with a threshold, not the ratio itself but its
 * confidence bound counts: {@code atLeast} passes when the true ratio is that high with 95 %
 * confidence, is a breach when it is lower with the same confidence, and inconclusive in between.
 * An expired key counts as a miss; lookups of writing commands are not counted by the server.
 * Immutable and thread-safe.
 */
public final class CacheHitRatio implements Metric<Percent> {
  static final Duration WINDOW = Duration.ofSeconds(5);
  static final HitRatioRules RULES = new HitRatioRules(1000, 0.95);

  private final ClusterSource reader;
  private final Duration window;
  private final HitRatioRules rules;

  CacheHitRatio(ClusterSource reader, Duration window, HitRatioRules rules) {
    this.reader = reader;
    this.window = window;
    this.rules = rules;
  }

  /**
   * Returns this metric over another window, 5 s unless said. The sample waits for it; so it must
   * be shorter than the deadline of the sample, or every sample is inconclusive.
   *
   * @throws IllegalArgumentException if {@code span} is not positive
   */
  public CacheHitRatio over(Duration span) {
    return new CacheHitRatio(reader, Quantities.positive(span, "window"), rules);
  }

  /**
   * Returns this metric needing another number of lookups to be judged; 1,000 unless said.
   *
   * @throws IllegalArgumentException if {@code lookups} is less than one
   */
  public CacheHitRatio atLeastLookups(long lookups) {
    if (lookups < 1) {
      throw new IllegalArgumentException("No ratio can be told from " + lookups + " lookups.");
    }
    return new CacheHitRatio(reader, window, new HitRatioRules(lookups, rules.confidence()));
  }

  /**
   * Returns this metric with another one-sided confidence of its bounds; 95 % unless said.
   *
   * @throws IllegalArgumentException unless it is at least 50 % and less than 100 %
   */
  public CacheHitRatio confidence(Percent confidence) {
    if (confidence.value() < 50 || confidence.value() >= 100) {
      throw new IllegalArgumentException(
          "The confidence must be at least 50 % and less than 100 %, but is " + confidence);
    }
    return new CacheHitRatio(
        reader, window, new HitRatioRules(rules.minimum(), confidence.fraction()));
  }

  @Override
  public String name() {
    return "redis cache-hit-ratio";
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    Measured measured = measure(context);
    if (!measured.problems().isEmpty()) {
      Verdict verdict = Verdict.of(measured.problems(), "", measured.evidence());
      return Reading.error(verdict.reason(), verdict.evidence());
    }
    HitRatioRules.Tally tally = measured.tally();
    if (tally.lookups() == 0) {
      return Reading.noData("there were no lookups in the window", measured.evidence());
    }
    return Reading.ratio((double) tally.hits(), (double) tally.lookups(), measured.evidence());
  }

  @Override
  public Check compared(Threshold<Percent> threshold) {
    return Check.of(name() + " " + threshold, context -> judge(threshold, context));
  }

  private Verdict judge(Threshold<Percent> threshold, CheckContext context) throws Exception {
    Measured measured = measure(context);
    Evidence evidence =
        measured
            .evidence()
            .against(
                threshold
                    + " with "
                    + Percent.of(100 * rules.confidence())
                    + " confidence, from at least "
                    + rules.minimum()
                    + " lookups");
    if (!measured.problems().isEmpty()) {
      return Verdict.of(measured.problems(), "", evidence);
    }
    HitRatioRules.Tally tally = measured.tally();
    Optional<Objection> tooFew = rules.tooFew(tally);
    if (tooFew.isPresent()) {
      return Verdict.of(List.of(tooFew.get()), "", evidence);
    }
    Percent lower = rules.lower(tally);
    Percent upper = rules.upper(tally);
    String seen =
        tally.hits()
            + " of "
            + tally.lookups()
            + " lookups hit, so the ratio lies between "
            + lower
            + " and "
            + upper;
    Evidence bounded =
        evidence
            .and(Observation.of("", "lower bound", lower))
            .and(Observation.of("", "upper bound", upper));
    return switch (rules.proof(tally, threshold)) {
      case KEPT -> Verdict.pass(seen + ", as asked " + threshold, bounded);
      case BROKEN ->
          threshold.breach(
              "hit-ratio-breached",
              seen
                  + ", not "
                  + threshold
                  + ". Give the cache time to warm up, or look for keys"
                  + " that expire or are evicted too soon.",
              bounded);
      case OPEN ->
          Verdict.inconclusive(
              Verdict.Cause.TOO_FEW_SAMPLES,
              seen
                  + "; that neither keeps nor breaks "
                  + threshold
                  + ". Look over a longer window.",
              bounded);
    };
  }

  private Measured measure(CheckContext context) throws Exception {
    return context.once(this, () -> measureNow(context));
  }

  private Measured measureNow(CheckContext context) throws Exception {
    Optional<Window> seen = Window.over(window, reader, context);
    if (seen.isEmpty()) {
      return new Measured(
          new HitRatioRules.Tally(0, 0),
          List.of(Window.tooShort(window, context)),
          Evidence.of(reader.asked(), context.clock().instant()));
    }
    Window both = seen.get();
    HitRatioRules.Tally tally = HitRatioRules.tally(both);
    Evidence evidence =
        Evidence.of(reader.asked(), both.after().at())
            .observing(rows(both, tally))
            .over(both.span(), Math.max(0, tally.lookups()));
    return new Measured(tally, HitRatioRules.problems(both), evidence);
  }

  private static List<Observation> rows(Window window, HitRatioRules.Tally tally) {
    List<Observation> rows =
        new ArrayList<>(
            Rows.of(
                window.after(),
                (table, peer) -> table.fields(peer.name(), peer.state().info(), "run_id")));
    for (NodeSpan span : window.spans()) {
      String name = span.after().name();
      rows.add(Observation.of(name, "keyspace_hits in the window", span.delta("keyspace_hits")));
      rows.add(
          Observation.of(name, "keyspace_misses in the window", span.delta("keyspace_misses")));
    }
    rows.add(Observation.of("", "hits", tally.hits()));
    rows.add(Observation.of("", "misses", tally.misses()));
    rows.add(Observation.of("", "window", Quantities.show(window.span())));
    return rows;
  }

  /** What was counted, and what is wrong with it. */
  private record Measured(HitRatioRules.Tally tally, List<Objection> problems, Evidence evidence) {}
}
