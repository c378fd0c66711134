package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.checks.http.LoadProbe;
import dev.sallyport.checks.prometheus.PrometheusMetric;
import java.time.Duration;

/**
 * What is measured of the new version while it is brought to all users: by Prometheus of what
 * customers do, or by a small load through the balancer.
 *
 * <p>Each query is of the new version's pods alone: what the former one did before the switch lies
 * in the same window, and would make the new one look better or worse than it is.
 */
final class Measured {
  /** The pods that are asked about, by the labels that Prometheus' discovery gives them. */
  static final String GREEN = "job=\"form-backend\",version=\"" + BlueGreen.GREEN + "\"";

  /** None of so many may fail, that with 95 % confidence less than 0.1 % do: ln 0.05 / ln 0.999. */
  private static final double ENOUGH = 3000;

  private static final double RATE = 350;
  private static final Duration FRESH = Duration.ofSeconds(15);

  private final AnalyticsSystems on;

  Measured(AnalyticsSystems on) {
    this.on = on;
  }

  /** The share of requests that were answered 5xx. */
  PrometheusMetric<Percent> errors(double least) {
    return on.prometheus
        .share(increase("http_requests_total", "status=~\"5..\""), requests(), least)
        .whileUp(GREEN, FRESH);
  }

  /** How many requests failed. */
  Metric<Double> failed() {
    return on.prometheus.number(increase("http_requests_total", "status=~\"5..\""));
  }

  /** How many requests there were. */
  Metric<Double> asked() {
    return on.prometheus.number(requests());
  }

  private String requests() {
    return increase("http_requests_total", "");
  }

  /** The share of what the process or Redis has answered, of what can be in a cache. */
  PrometheusMetric<Percent> cacheHits() {
    return on.prometheus
        .share(
            increase("cache_requests_total", "level=~\"L1|L2\""),
            increase("cache_requests_total", ""),
            100)
        .whileUp(GREEN, FRESH);
  }

  /** The mean time of a query of the database, of at least ten. */
  PrometheusMetric<Duration> queryTime() {
    String queries = increase("db_query_seconds_count", "");
    return on.prometheus
        .seconds(increase("db_query_seconds_sum", "") + " / " + queries)
        .withTraffic(queries, 10);
  }

  /** Each of the series comes from each of the pods, which were scraped just now. */
  Check collected(String... series) {
    Check all = on.prometheus.number(requests()).above(0.0);
    for (String each : series) {
      all =
          all.and(
              on.prometheus
                  .number("count(count by (pod) (" + each + "{" + GREEN + "}))")
                  .whileUp(GREEN, FRESH)
                  .atLeast((double) BlueGreen.REPLICAS));
    }
    return all.named("prometheus series of each pod");
  }

  /** The 95th percentile of what users wait, through the balancer: 100 requests a second. */
  Check fast(Duration limit) {
    return probe(100, on.pace.load()).p95().staysBelow(limit);
  }

  /** Fewer than 0.1 % fail, with 95 % confidence. */
  Check withoutErrors() {
    return enough().errorRate().staysBelow(percent(0.1));
  }

  /** Both of one load. */
  Check fastWithoutErrors() {
    LoadProbe load = enough();
    return load.p95().staysBelow(ofMillis(100)).and(load.errorRate().staysBelow(percent(0.1)));
  }

  /** How long {@link #withoutErrors} and {@link #fastWithoutErrors} take. */
  static Duration errorsTake() {
    return Duration.ofSeconds((long) Math.ceil(ENOUGH / RATE));
  }

  private LoadProbe enough() {
    return probe(RATE, errorsTake());
  }

  /** A load of the metrics of a form that all customers look at; it only reads. */
  LoadProbe probe(double perSecond, Duration length) {
    return on.http
        .load(on.production("/api/v2/analytics/forms/" + ReportProbes.FORM + "/metrics"))
        .rate(Rate.perSecond(perSecond))
        .lasting(length)
        .bearer(Secrets.API);
  }

  /** How much a sum of counters has grown within the window. */
  String increase(String series, String labels) {
    String all = labels.isEmpty() ? GREEN : GREEN + "," + labels;
    return "sum(increase(" + series + "{" + all + "}[" + on.pace.window() + "]))";
  }

  static String of(String series) {
    return series + "{" + GREEN + "}";
  }
}
