package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How long the slowest replica takes to have what its primary had when it was asked.
 *
 * <p>The offset of every primary is read first; then the replicas are asked, every 20 ms, until
 * each has applied as much. That is what {@code WAIT} proves, without writing. Two offsets read at
 * different times and subtracted would prove nothing: they move without writes, too. Compared with
 * a limit, the sample waits for as long as the limit and no longer; a replica that is not there by
 * then is a breach, with the bytes it lacks. Without a replica, and where histories differ, nothing
 * can be said. Immutable and thread-safe.
 */
public final class ReplicationLag implements Metric<Duration> {
  private static final Duration RESERVE = Duration.ofMillis(100);

  private final ClusterSource source;

  ReplicationLag(ClusterSource source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "redis replication-lag";
  }

  @Override
  public Reading<Duration> read(CheckContext context) throws Exception {
    CatchUp seen = CatchUp.measure(source, context.remaining().minus(RESERVE), context);
    Evidence evidence = evidence(seen);
    List<Objection> unknown = seen.unknown();
    if (!unknown.isEmpty()) {
      Verdict verdict = Verdict.of(unknown, "", evidence);
      return Reading.error(verdict.reason(), verdict.evidence());
    }
    return seen.behind().isEmpty()
        ? Reading.value(seen.slowest(), evidence)
        : Reading.error(late(seen), evidence);
  }

  @Override
  public Check compared(Threshold<Duration> threshold) {
    return Check.of(name() + " " + threshold, context -> judge(threshold, context));
  }

  private Verdict judge(Threshold<Duration> threshold, CheckContext context) throws Exception {
    Duration limit = threshold.limit();
    Duration patience = context.remaining(limit.plus(RESERVE)).minus(RESERVE);
    CatchUp seen = CatchUp.measure(source, patience, context);
    Evidence evidence = evidence(seen).against(threshold.toString());
    List<Objection> unknown = seen.unknown();
    if (!unknown.isEmpty()) {
      return Verdict.of(unknown, "", evidence);
    }
    if (seen.behind().isEmpty()) {
      String all =
          "All "
              + seen.took().size()
              + " replicas caught up within "
              + Quantities.show(seen.slowest());
      return threshold.holds(seen.slowest())
          ? Verdict.pass(all + ", as asked " + threshold, evidence)
          : threshold.breach("replication-lags", all + ", not " + threshold + ".", evidence);
    }
    if (seen.waited().compareTo(limit) < 0) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR,
          late(seen) + "; the sample ends before the limit. Give it a longer deadline.",
          evidence);
    }
    return threshold.breach(
        "replication-lags",
        late(seen)
            + ", not "
            + threshold
            + ". Look whether it is stopped, busy, or its link too slow for the writes.",
        evidence);
  }

  private Evidence evidence(CatchUp seen) {
    return Evidence.of(
            "INFO replication of every primary, then of its replicas, after " + source.asked(),
            seen.at())
        .observing(seen.rows())
        .over(seen.waited(), seen.took().size() + (long) seen.behind().size());
  }

  private static String late(CatchUp seen) {
    return seen.behind().entrySet().stream()
            .map(
                entry ->
                    entry.getKey()
                        + (entry.getValue() instanceof LagRules.Behind lag
                            ? " still lacks " + lag.bytes() + " bytes"
                            : " cannot be compared"))
            .collect(Collectors.joining(", "))
        + " after "
        + Quantities.show(seen.waited());
  }
}
