package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.checks.prometheus.AlertRule;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;

/**
 * The checklist's section "Monitoring &amp; Alerts".
 *
 * <p>The alerts are asked for before traffic is switched, not after: one that is not loaded cannot
 * fire while it is. That they are heard is not tried with an alert of its own, which would call
 * people: the one that always fires is on its way all the time. The checklist names six; the
 * seventh is of the category that a trigger of the rollback listens to, which without one would
 * never hear anything.
 */
final class MonitoringAndAlerts {
  private static final String[] ALERTS = {
    "HighResponseTime",
    "HighErrorRate",
    "CacheHitRateLow",
    "WebhookDeliveriesFail",
    "CeleryWorkersMissing",
    "DatabasePoolExhausted",
    "KeysAreGuessed",
    "Watchdog"
  };
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Retry SOME = Retry.every(Duration.ofSeconds(1)).attempts(3);

  private final AnalyticsSystems on;

  MonitoringAndAlerts(AnalyticsSystems on) {
    this.on = on;
  }

  Phase alerts() {
    return phase("Alerts")
        .gate(
            on.soon("alerts", on.prometheus.alertRules(ALERTS).and(ofSecurity()).and(areSent()))
                .covers("P3-101")
                .label("Alerts configured for:"))
        .gate(
            on.soon("slow-responses", rule(0).firesAbove("http_request_seconds_bucket", 0.2))
                .covers("P3-102")
                .label("High response time (>200ms p95)"))
        .gate(
            on.soon("errors", rule(1).firesAbove("http_requests_total", 0.01))
                .covers("P3-103")
                .label("High error rate (>1%)"))
        .gate(
            on.soon("cache-misses", rule(2).firesBelow("cache_requests_total", 0.7))
                .covers("P3-104")
                .label("Cache hit rate low (<70%)"))
        .gate(
            on.soon("webhook-failures", rule(3).firesAbove("webhook_deliveries_total", 0))
                .covers("P3-105")
                .label("Webhook delivery failures"))
        .gate(
            on.soon("celery-failures", rule(4).firesBelow("celery_worker_up", 4))
                .covers("P3-106")
                .label("Celery worker failures"))
        .gate(
            on.soon("pool-exhaustion", rule(5).firesAbove("db_pool_in_use", 0.9))
                .covers("P3-107")
                .label("Database connection pool exhaustion"));
  }

  private AlertRule.NeedsLimit rule(int which) {
    return on.prometheus.alertRule(ALERTS[which]);
  }

  private Check ofSecurity() {
    return rule(6)
        .firesAbove("http_requests_total", 100)
        .labelled("category", RollbackProcedure.SECURITY);
  }

  /** Prometheus sends alerts to Alertmanager, which takes them. */
  private Check areSent() {
    String window = "[" + on.pace.window() + "]))";
    return on.prometheus
        .number("sum(increase(prometheus_notifications_sent_total" + window)
        .above(0.0)
        .and(
            on.prometheus
                .number("sum(increase(prometheus_notifications_errors_total" + window)
                .atMost(0.0));
  }

  Phase dashboards() {
    LogSearch search = new LogSearch(on);
    ErrorReports errors = new ErrorReports(on.at.beyond().sentry());
    Step<String> line =
        step("leave-a-log-line", String.class)
            .run(search::leaveLine)
            .readOnly() // one request more among customers'
            .timeout(LIMIT)
            .retry(SOME);
    Step<String> event =
        step("report-an-event", String.class)
            .run(errors::send)
            .readOnly() // of the platform; the tracker keeps an event that says what it is
            .timeout(LIMIT)
            .retry(SOME);
    return phase("Monitoring & Alerts")
        .gate(
            on.soon(
                    "dashboard",
                    new Dashboard(on.at.beyond().grafana(), "form-analytics").showsMetrics())
                .covers("P3-098")
                .label("APM dashboard showing metrics"))
        .step(line, event)
        .gate(
            gate("logs", line, search::finds)
                .every(on.pace.every())
                .within(on.pace.within())
                .covers("P3-099")
                .label("Log aggregation working (ELK, Splunk, etc.)"))
        .gate(
            gate("errors-tracked", event, errors::hasEvent)
                .every(on.pace.every())
                .within(on.pace.within())
                .covers("P3-100")
                .label("Error tracking configured (Sentry, Rollbar)"));
  }
}
