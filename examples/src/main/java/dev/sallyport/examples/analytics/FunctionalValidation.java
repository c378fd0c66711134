package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.plan.Phase;
import java.time.Duration;

/**
 * The checklist's section "Functional Validation": each function is used, through the balancer, and
 * what comes of it is looked at where it shows.
 */
final class FunctionalValidation {
  private static final String RESPONSES = "forms.responses";

  private final AnalyticsSystems on;
  private final Platform platform;

  FunctionalValidation(AnalyticsSystems on) {
    this.on = on;
    this.platform = new Platform(on.at.at().production());
  }

  Phase analytics() {
    AnalyticsProbes probes = new AnalyticsProbes(platform);
    return phase("Analytics Engine")
        .gate(
            on.soon("real-time", probes.realTime())
                .covers("P3-082")
                .label("Real-time metrics updating correctly"))
        .gate(
            on.soon("time-series", probes.timeSeries())
                .covers("P3-083")
                .label("Time-series data accurate"))
        .gate(
            on.soon("queries", probes.queries())
                .covers("P3-084")
                .label("Query DSL executing properly"))
        .gate(
            on.soon("predictions", probes.predictions())
                .covers("P3-085")
                .label("Predictive models running"));
  }

  Phase caching() {
    CacheProbes probes = new CacheProbes(platform);
    Duration waits = Duration.ofSeconds(10);
    return phase("Caching")
        .gate(on.soon("l1", probes.firstLevel()).covers("P3-086").label("L1 cache operational"))
        .gate(
            on.slow("l2", probes.secondLevel().and(on.redis.slotCoverage()), waits)
                .covers("P3-087")
                .label("L2 (Redis) cache working"))
        .gate(
            on.slow(
                    "l3",
                    probes
                        .replica()
                        .and(
                            on.mongo.readPreference(
                                RESPONSES, "readPreference=secondaryPreferred", percent(90))),
                    waits)
                .covers("P3-088")
                .label("L3 (replicas) routing correctly"))
        .gate(
            on.slow("invalidation", probes.invalidation(), waits)
                .covers("P3-089")
                .label("Cache invalidation working"));
  }

  Phase integrations() {
    WebhookProbes probes = new WebhookProbes(on, platform);
    Duration waits = Duration.ofSeconds(20);
    return phase("Integrations")
        .gate(
            on.slow("delivered", probes.reliable(), waits)
                .covers("P3-090")
                .label("Webhooks delivering reliably"))
        .gate(
            on.slow("retries", probes.retries(), waits)
                .covers("P3-091")
                .label("Retry logic functioning"))
        .gate(
            on.slow("signatures", probes.signatures(), waits)
                .covers("P3-092")
                .label("HMAC signatures validating"))
        .gate(
            on.slow("dead-letters", probes.deadLetters(), waits)
                .covers("P3-093")
                .label("Dead-letter queue capturing failures"));
  }

  /** A report is scheduled more often than a gate waits; it is sent to a mailbox of the plan. */
  Phase reporting() {
    ReportProbes probes = new ReportProbes(on, platform);
    return phase("Reporting")
        .gate(on.soon("pdf", probes.pdf()).covers("P3-094").label("PDF generation working"))
        .gate(
            on.slow("scheduled-reports", probes.scheduled(), Duration.ofSeconds(10))
                .covers("P3-095")
                .label("Scheduled reports sending"))
        .gate(
            on.soon("e-mail", probes.received())
                .covers("P3-096")
                .label("Email delivery successful"))
        .gate(
            on.soon("report-size", probes.small())
                .covers("P3-097")
                .label("Report file sizes optimized"));
  }
}
