package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.phase;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.checks.http.LoadProbe;
import dev.sallyport.plan.Phase;
import java.time.Duration;

/**
 * The checklist's section "Performance Validation", by loads of the metrics of a form, through the
 * balancer.
 *
 * <p>Where the checklist runs Locust, an open load is made: so many requests a second, whatever
 * becomes of them. Locust's users wait for their answers before they ask again, so a stall of the
 * platform takes the load off it and is measured once, not by all who would have met it.
 */
final class PerformanceValidation {
  /** What the checklist's 1000 users ask, if each looks at a page every ten seconds. */
  private static final double USERS_RATE = 100;

  /** More than they ask, so that there are enough requests for a share of a tenth of a percent. */
  private static final double ERRORS_RATE = 400;

  /**
   * None of so many may fail, that with 97.5 % confidence less than 0.1 % do: ln 0.025 / ln 0.999.
   */
  private static final int ENOUGH = 3700;

  private static final int LOOKS = 2;

  /** More than fifty queries in all, and so few a second that they are no load of their own. */
  private static final double QUERIES_RATE = 12;

  private static final Duration QUERIES = Duration.ofSeconds(5);
  private static final String FORM = "/api/v2/analytics/forms/" + ReportProbes.FORM;

  private final AnalyticsSystems on;

  PerformanceValidation(AnalyticsSystems on) {
    this.on = on;
  }

  Phase targets() {
    Duration length = longEnough();
    return phase("Performance Validation")
        .gate(
            on.slow("p95", fast(), on.pace.load())
                .failsOn(LOOKS)
                .covers("P3-077")
                .label("API response time (p95) <100ms"))
        .gate(
            on.slow(
                    "errors",
                    load(ERRORS_RATE, length).errorRate().staysBelow(percent(0.1)),
                    length)
                .failsOn(LOOKS)
                .covers("P3-081")
                .label("Error rate <0.1%"))
        .gate(
            on.soon("cache-hits", cacheHits().staysAbove(percent(80)))
                .covers("P3-078")
                .label("Cache hit rate >80%"))
        .gate(
            on.slow("database-queries", queries(), QUERIES)
                .covers("P3-079")
                .label("Database query time <200ms"))
        .gate(
            on.slow(
                    "webhook-success",
                    new WebhookProbes(on, new Platform(on.at.at().production())).success(),
                    Duration.ofSeconds(25))
                .covers("P3-080")
                .label("Webhook delivery success >99.9%"));
  }

  private Check fast() {
    return load(USERS_RATE, on.pace.load()).p95().staysBelow(ofMillis(100));
  }

  private LoadProbe load(double perSecond, Duration length) {
    return on.http
        .load(on.production(FORM + "/metrics"))
        .rate(Rate.perSecond(perSecond))
        .lasting(length)
        .bearer(Secrets.API)
        .looks(LOOKS);
  }

  private Duration longEnough() {
    Duration least = Duration.ofSeconds((long) Math.ceil(ENOUGH / ERRORS_RATE));
    return on.pace.load().compareTo(least) > 0 ? on.pace.load() : least;
  }

  /** The share that the process or Redis has answered, of at least a thousand requests. */
  private Metric<Percent> cacheHits() {
    return on.prometheus.share(
        increase("cache_requests_total{level=~\"L1|L2\"}"), increase("cache_requests_total"), 1000);
  }

  /**
   * 95 % of at least fifty queries lie within the bucket of 200 ms; made by a page that no cache
   * keeps.
   */
  private Check queries() {
    Check made =
        on.http
            .load(on.production(FORM + "/timeseries"))
            .rate(Rate.perSecond(QUERIES_RATE))
            .lasting(QUERIES)
            .bearer(Secrets.API)
            .errorRate()
            .staysBelow(percent(20));
    Check fast =
        on.prometheus
            .shareWithin("db_query_seconds", "", on.pace.window(), 0.2)
            .withTraffic(increase("db_query_seconds_count"), 50)
            .staysAtLeast(percent(95));
    return made.and(fast);
  }

  private String increase(String series) {
    return "sum(increase(" + series + "[" + on.pace.window() + "]))";
  }
}
