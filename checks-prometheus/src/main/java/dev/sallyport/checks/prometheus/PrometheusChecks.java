package dev.sallyport.checks.prometheus;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleFunction;

/**
 * Metrics and alerts as a Prometheus has them.
 *
 * <pre>{@code
 * try (PrometheusChecks prometheus =
 *     PrometheusChecks.of(PrometheusOptions.at(URI.create("http://prometheus:9090")))) {
 *   Check errors =
 *       prometheus
 *           .share(
 *               "sum(increase(http_requests_total{job=\"shop\",code=~\"5..\"}[5m]))",
 *               "sum(increase(http_requests_total{job=\"shop\"}[5m]))",
 *               100)
 *           .whileUp("job=\"shop\"")
 *           .staysBelow(percent(5));
 *   Check quiet = prometheus.alertsFiring().only("severity", "critical");
 * }
 * }</pre>
 *
 * <p>A Prometheus that fails five times in a row is left alone for ten seconds. Thread-safe.
 */
public final class PrometheusChecks implements AutoCloseable {
  private final Source source;

  PrometheusChecks(Source source) {
    this.source = source;
  }

  /** Returns checks of a Prometheus. Nothing is connected to yet. */
  public static PrometheusChecks of(PrometheusOptions options) {
    return new PrometheusChecks(new HttpSource(options));
  }

  private <Q extends Comparable<? super Q>> PrometheusMetric<Q> metric(
      String query, DoubleFunction<Q> unit) {
    Objects.requireNonNull(query, "query");
    return new PrometheusMetric<>(source, new Values.OfQuery(query), unit, Guard.NONE);
  }

  /** Returns the value of a query as a plain number. */
  public PrometheusMetric<Double> number(String query) {
    return metric(query, Double::valueOf);
  }

  /** Returns the value of a query that gives percents. */
  public PrometheusMetric<Percent> percent(String query) {
    return metric(query, Percent::of);
  }

  /** Returns the value of a query that gives a ratio, 0 to 1. */
  public PrometheusMetric<Percent> ratio(String query) {
    return metric(query, ratio -> Percent.of(100 * ratio));
  }

  /** Returns the value of a query that gives seconds. */
  public PrometheusMetric<Duration> seconds(String query) {
    return metric(query, seconds -> Duration.ofNanos(Math.round(seconds * 1e9)));
  }

  /** Returns the value of a query that gives bytes. */
  public PrometheusMetric<DataSize> bytes(String query) {
    return metric(query, bytes -> DataSize.bytes(Math.round(bytes)));
  }

  /** Returns the value of a query that gives something per second. */
  public PrometheusMetric<Rate> perSecond(String query) {
    return metric(query, Rate::perSecond);
  }

  /**
   * Returns the share of one query's value in another's.
   *
   * <p>A part without a series is 0 %: where no request ever failed, the series of failures does
   * not exist. But only if the whole is there, and at least {@code minimum}.
   */
  public PrometheusMetric<Percent> share(String part, String whole, double minimum) {
    return new PrometheusMetric<>(
        source, new Values.OfParts(part, whole, minimum), Percent::of, Guard.NONE);
  }

  /**
   * Returns the share of a histogram's observations that lie within a boundary of it, over a
   * window.
   *
   * <p>To be preferred over {@code histogram_quantile}, which guesses within a bucket, and above
   * the last boundary always says that boundary. A histogram without that boundary is an error.
   *
   * @param histogram its name without {@code _bucket}
   * @param labels such as {@code job="shop"}; may be empty
   * @param window a range as Prometheus writes it, such as {@code 5m}
   * @param bound the boundary, in the histogram's unit
   */
  public PrometheusMetric<Percent> shareWithin(
      String histogram, String labels, String window, double bound) {
    return new PrometheusMetric<>(
        source, new Values.OfHistogram(histogram, labels, window, bound), Percent::of, Guard.NONE);
  }

  /** Returns the metric of how much worse, larger, a canary is than a baseline beside it. */
  public Canary canary(String canary, String baseline) {
    return new Canary(
        source, canary, baseline, Duration.ofMinutes(10), Duration.ofSeconds(15), 20, 0.02);
  }

  /** Returns the check that no alert fires, and that one could. */
  public AlertsFiring alertsFiring() {
    return new AlertsFiring(source, "Watchdog", Set.of(), Map.of());
  }

  /** Returns the check that these alerting rules are loaded, and all rules healthy. */
  public AlertRules alertRules(String... names) {
    return new AlertRules(source, Set.of(names), Duration.ofMinutes(3));
  }

  /** Returns the check that an alerting rule says what it should, and is able to fire. */
  public AlertRule.NeedsLimit alertRule(String name) {
    return new AlertRule.NeedsLimit(source, Objects.requireNonNull(name, "name"));
  }

  /** Ends the use of the client; a check asked after that throws. May be called again. */
  @Override
  public void close() {
    source.close();
  }
}
