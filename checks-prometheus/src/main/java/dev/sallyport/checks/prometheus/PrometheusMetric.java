package dev.sallyport.checks.prometheus;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * The value of a query, as a quantity with a unit.
 *
 * <p>The query must give exactly one series. None, several, NaN and infinity are no value; the
 * comparison is made here, never in the query, whose "false" would be the same empty answer as "no
 * data". What must hold before the value is believed can be said: that the targets are up and
 * freshly scraped, that there is traffic, that the window lies behind the change. Immutable and
 * thread-safe.
 *
 * @param <Q> the quantity
 */
public final class PrometheusMetric<Q extends Comparable<? super Q>> implements Metric<Q> {
  private final Source source;
  private final Value value;
  private final DoubleFunction<Q> unit;
  private final Guard guard;

  /** How a number is had from Prometheus. */
  interface Value {
    String name();

    Reading<Double> read(Source source, Evidence evidence, CheckContext context) throws Exception;
  }

  PrometheusMetric(Source source, Value value, DoubleFunction<Q> unit, Guard guard) {
    this.source = source;
    this.value = value;
    this.unit = unit;
    this.guard = guard;
  }

  private PrometheusMetric<Q> with(Guard other) {
    return new PrometheusMetric<>(source, value, unit, other);
  }

  /**
   * Returns this metric, believed only while all targets with these labels are up, and were scraped
   * within the last minute.
   *
   * @param labels such as {@code job="shop"}
   */
  public PrometheusMetric<Q> whileUp(String labels) {
    return whileUp(labels, guard.freshness());
  }

  /**
   * Returns this metric, believed only while all targets with these labels are up and freshly
   * scraped.
   *
   * @throws IllegalArgumentException if {@code freshness} is not positive
   */
  public PrometheusMetric<Q> whileUp(String labels, Duration freshness) {
    return with(
        new Guard(
            Optional.of(labels),
            Quantities.positive(freshness, "freshness"),
            guard.traffic(),
            guard.minimum(),
            guard.window(),
            guard.exposed()));
  }

  /** Returns this metric, believed only while another query gives at least {@code minimum}. */
  public PrometheusMetric<Q> withTraffic(String query, double minimum) {
    return with(
        new Guard(
            guard.targets(),
            guard.freshness(),
            Optional.of(query),
            minimum,
            guard.window(),
            guard.exposed()));
  }

  /**
   * Returns this metric, believed only when the window of the query lies wholly behind an instant.
   *
   * @param exposed when the change was made that is to be measured
   * @param window how far the query looks back
   */
  public PrometheusMetric<Q> since(Instant exposed, Duration window) {
    return with(
        new Guard(
            guard.targets(),
            guard.freshness(),
            guard.traffic(),
            guard.minimum(),
            Quantities.positive(window, "window"),
            Optional.of(exposed)));
  }

  @Override
  public String name() {
    return "prometheus metric-threshold " + value.name();
  }

  @Override
  public Reading<Q> read(CheckContext context) throws Exception {
    Seen seen = look(context);
    if (!seen.objections().isEmpty()) {
      Verdict verdict = Verdict.of(seen.objections(), "", seen.evidence());
      return Reading.error(verdict.reason(), verdict.evidence());
    }
    return quantity(seen.reading());
  }

  private Reading<Q> quantity(Reading<Double> reading) {
    if (reading instanceof Reading.Value<Double> it) {
      return Reading.value(unit.apply(it.value()), it.evidence());
    }
    return reading instanceof Reading.NoData<Double> it
        ? Reading.noData(it.why(), it.evidence())
        : Reading.error(((Reading.Failed<Double>) reading).problem(), reading.evidence());
  }

  @Override
  public Check compared(Threshold<Q> threshold) {
    return Check.of(
        name() + " " + threshold,
        context -> {
          Seen seen = look(context);
          if (!seen.objections().isEmpty()) {
            return Verdict.of(seen.objections(), "", seen.evidence().against(threshold.toString()));
          }
          return Metric.of(name(), same -> quantity(seen.reading()))
              .compared(threshold)
              .judge(context);
        });
  }

  private Seen look(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(source.asked() + ": " + value.name(), context.clock().instant());
    List<Observation> rows = new ArrayList<>();
    try {
      List<Objection> objections = guard.objections(source, rows, context);
      Evidence guarded = evidence.observing(rows);
      Reading<Double> reading =
          objections.isEmpty()
              ? value.read(source, guarded, context)
              : Reading.noData("not asked", guarded);
      return new Seen(reading, objections, guarded);
    } catch (PrometheusException e) {
      return new Seen(Reading.noData("not asked", evidence), List.of(e.objection()), evidence);
    }
  }

  private record Seen(Reading<Double> reading, List<Objection> objections, Evidence evidence) {}
}
