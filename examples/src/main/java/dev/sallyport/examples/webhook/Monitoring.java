package dev.sallyport.examples.webhook;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.watch;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.checks.prometheus.AlertRule;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.util.List;

/**
 * The checklist's section "Monitoring and Alerting".
 *
 * <p>The alerts are asked for before anything is changed, not after: one that is not loaded cannot
 * fire during the deployment.
 */
final class Monitoring {
  /** The alerts of the checklist, as the rules name them. */
  static final List<String> ALERTS =
      List.of(
          "WebhookSuccessBelow95",
          "WebhookLatencyAbove100ms",
          "WebhookSignatureFailures",
          "WebhookPerformance");

  private final WebhookSystems on;

  Monitoring(WebhookSystems on) {
    this.on = on;
  }

  Phase alerts() {
    return phase("Alert Configuration")
        .gate(
            on.soon(
                    "critical-alerts",
                    alert(0).firesBelow("webhooks_total", 0.95).labelled("severity", "critical"))
                .covers("PR-051")
                .label("Critical alerts configured (success rate <95%)"))
        .gate(
            on.soon(
                    "warning-alerts",
                    alert(1).firesAbove("webhook_seconds_sum", 0.1).labelled("severity", "warning"))
                .covers("PR-052")
                .label("Warning alerts configured (latency >100ms)"))
        .gate(
            on.soon(
                    "security-alerts",
                    alert(2).firesAbove("webhooks_total", 50).labelled("category", "security"))
                .covers("PR-053")
                .label("Security alerts active (signature failures)"))
        .gate(
            on.soon("performance-alerts", alert(3).firesAbove("webhook_retry_queue_depth", 100))
                .covers("PR-054")
                .label("Performance alerts enabled"));
  }

  private AlertRule.NeedsLimit alert(int which) {
    return on.prometheus.alertRule(ALERTS.get(which));
  }

  List<Watch> watches(Phase from, Phase until) {
    return List.of(
        metric("success-rate", success(on).staysAbove(percent(99)), from, until)
            .covers("PR-046")
            .label("Webhook success rate (>99% target)"),
        metric("latency", latency(on).staysBelow(ofMillis(50)), from, until)
            .covers("PR-047")
            .label("Processing latency (<50ms average)"),
        metric("memory", memory(on).staysBelow(DataSize.mebibytes(200)), from, until)
            .covers("PR-048")
            .label("Memory usage (<200MB growth)"),
        metric("rate-limit", calls(on).staysAtMost(Rate.perSecond(2)), from, until)
            .covers("PR-049")
            .label("Rate limiting compliance"),
        metric("retry-queue", queue(on).staysAtMost(100.0), from, until)
            .covers("PR-050")
            .label("Retry queue depth"));
  }

  /**
   * A target that is missed for a while calls a person; the triggers of the rollback are others.
   */
  private Watch metric(String name, Check check, Phase from, Phase until) {
    return watch(name, check)
        .over(from, until)
        .every(on.pace.every())
        .tripsAfter(on.pace.blind())
        .onTrip(OnFailure.ASK)
        .blindFor(on.pace.blind());
  }

  /** The share of webhooks that were taken, of those that were signed rightly. */
  static Metric<Percent> success(WebhookSystems on) {
    return on.prometheus.share(
        increase(on, "webhooks_total{result=\"accepted\"}"),
        increase(on, "webhooks_total{result=~\"accepted|failed\"}"),
        5);
  }

  /** The mean time that a webhook takes. */
  static Metric<Duration> latency(WebhookSystems on) {
    return on.prometheus.seconds(
        increase(on, "webhook_seconds_sum") + " / " + increase(on, "webhook_seconds_count"));
  }

  static Metric<DataSize> memory(WebhookSystems on) {
    return on.prometheus.bytes("max(delta(jvm_live_bytes[" + on.pace.window() + "]))");
  }

  static Metric<Rate> calls(WebhookSystems on) {
    return on.prometheus.perSecond("sum(rate(typeform_calls_total[" + on.pace.window() + "]))");
  }

  static Metric<Double> queue(WebhookSystems on) {
    return on.prometheus.number("sum(webhook_retry_queue_depth)");
  }

  private static String increase(WebhookSystems on, String series) {
    return "sum(increase(" + series + "[" + on.pace.window() + "]))";
  }
}
