package dev.sallyport.examples.analytics;

/** The alerting rules of the platform, as a team writes them. */
final class Rules {
  static final String GOOD =
      """
      groups:
        - name: form-analytics
          rules:
            - {alert: Watchdog, expr: vector(1)}
            - alert: HighResponseTime
              expr: histogram_quantile(0.95, sum by (le) (rate(http_request_seconds_bucket[1m]))) > 0.2
              for: 1m
              labels: {severity: critical}
            - alert: HighErrorRate
              expr: sum(rate(http_requests_total{status=~"5.."}[1m])) / sum(rate(http_requests_total[1m])) > 0.01
              for: 1m
              labels: {severity: critical}
            - alert: CacheHitRateLow
              expr: sum(rate(cache_requests_total{level!="MISS"}[1m])) / sum(rate(cache_requests_total[1m])) < 0.7
              for: 5m
              labels: {severity: warning}
            - alert: WebhookDeliveriesFail
              expr: sum(increase(webhook_deliveries_total{result="failed"}[5m])) > 0
              labels: {severity: warning}
            - alert: CeleryWorkersMissing
              expr: sum(celery_worker_up) < 4
              for: 1m
              labels: {severity: critical}
            - alert: DatabasePoolExhausted
              expr: max(db_pool_in_use / db_pool_max) > 0.9
              for: 1m
              labels: {severity: critical}
            - alert: KeysAreGuessed
              expr: sum(increase(http_requests_total{status="401"}[1m])) > 100
              labels: {severity: critical, category: security}
      """;

  private Rules() {}
}
