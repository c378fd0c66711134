package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import dev.sallyport.plan.Graph;
import dev.sallyport.testkit.checks.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The items of monitoring and alerts: yes as long as all is well, and no to what is broken. */
@Tag("once")
@Timeout(120)
class MonitoringSaysNoTest {
  private static final Ask ASK =
      Ask.checks()
          .within(Duration.ofSeconds(10))
          .knowing(Secrets.GRAFANA, ThirdParties.GRAFANA_TOKEN)
          .knowing(Secrets.SENTRY, ThirdParties.SENTRY_TOKEN);

  @TempDir static Path folder;
  private static FormBackend backend;
  private static PrometheusPart prometheus;
  private static ThirdParties beyond;
  private static LogShipper shipper;
  private static AnalyticsSystems systems;
  private static Graph graph;

  @BeforeAll
  static void start() throws Exception {
    Path pods = Files.createDirectories(folder.resolve("pods"));
    backend =
        FormBackend.start(
            Config.of("plan3-v1.0.0", "a-secret", "a-key").withLog(pods.resolve("a.log")));
    Path targets =
        Files.writeString(
            folder.resolve("targets.json"),
            "[{\"targets\":[\"" + backend.address().getAuthority() + "\"]}]");
    prometheus =
        new PrometheusPart(
            folder.resolve("prometheus"),
            targets,
            () ->
                "celery_worker_up{worker=\"w0\"} 1\ncelery_worker_up{worker=\"w1\"} 1\n"
                    + "db_pool_in_use 3\ndb_pool_max 20\n");
    beyond = new ThirdParties(folder, prometheus.address());
    shipper = new LogShipper(pods, beyond.logs.address());
    systems = AnalyticsSystems.of(Nowhere.with(backend.address(), prometheus.address(), beyond));
    MonitoringAndAlerts monitoring = new MonitoringAndAlerts(systems);
    graph =
        plan("monitoring", 1)
            .secrets(Secrets.GRAFANA, Secrets.SENTRY)
            .phases(monitoring.alerts(), monitoring.dashboards())
            .build()
            .graph();
    for (int i = 0; i < 3; i++) {
      use();
      Thread.sleep(600);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (systems != null) {
      systems.close();
      shipper.close();
      beyond.close();
      prometheus.close();
      backend.close();
    }
  }

  /** A request of a customer, which is a look into the cache as well. */
  private static void use() throws Exception {
    JsonApi.get(backend.address().resolve("/api/v2/analytics/forms/test/metrics"), Map.of());
  }

  private static Check check(String id) {
    return Items.check(graph, id, "none");
  }

  private static void says(Check check, String word, String reason) throws Exception {
    Verdict verdict = ASK.until(check, word);
    assertThat(verdict.reason()).contains(reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "P3-101, 'alert: DatabasePool', 'alert: Pool', fail rule-missing, DatabasePoolExhausted",
    "P3-101, 'alert: KeysAre', 'alert: Keys', fail rule-missing, KeysAreGuessed",
    "P3-101, 'category: security', 'category: safety', fail rule-label, 'not \"security\"'",
    "P3-102, > 0.2, > 2, fail rule-says-otherwise, not http_request_seconds_bucket above 0.2",
    "P3-103, > 0.01, > 0.1, fail rule-says-otherwise, not http_requests_total above 0.01",
    "P3-104, < 0.7, > 0.7, fail rule-says-otherwise, not cache_requests_total below 0.7",
    "P3-105, webhook_deliveries_total, hooks_total, fail rule-about-another, hooks_total",
    "P3-106, < 4, < bool 4, fail rule-always-fires, Take away bool",
    "P3-107, 'for: 1m', 'for: 1h', fail rule-too-late, only after 1 h",
  })
  void anAlertThatSaysOtherwise(String id, String part, String instead, String word, String reason)
      throws Exception {
    ASK.until(check(id), "pass");
    prometheus.rules(Rules.GOOD.replace(part, instead));
    try {
      says(check(id), word, reason);
    } finally {
      prometheus.rules(Rules.GOOD);
      ASK.until(check(id), "pass");
    }
  }

  @Test
  void anAlertThatNobodyHears() throws Exception {
    ASK.until(check("P3-101"), "pass");
    assertThat(prometheus.alerts).contains("Watchdog");
    prometheus.alertmanagerIsDown(true);
    try {
      says(check("P3-101"), "pending threshold-breached", "prometheus_notifications_errors_total");
    } finally {
      prometheus.alertmanagerIsDown(false);
    }
  }

  @Test
  void aMetricThatIsGone() throws Exception {
    ASK.until(check("P3-105"), "pass");
    prometheus.rules(Rules.GOOD.replace("webhook_deliveries_total", "webhook_sent_total"));
    try {
      says(
          systems.prometheus.alertRule("WebhookDeliveriesFail").firesAbove("webhook_sent_total", 0),
          "inconclusive NO_DATA",
          "so WebhookDeliveriesFail cannot fire");
    } finally {
      prometheus.rules(Rules.GOOD);
    }
  }

  @Test
  void aDashboardThatShowsNothing() throws Exception {
    List<Map.Entry<String, String>> panels = List.copyOf(beyond.dashboards.panels);
    Check check = check("P3-098");
    ASK.until(check, "pass");
    try {
      beyond.dashboards.panels.set(1, Map.entry("p95", "histogram_quantile(0.95, gone_bucket)"));
      says(check, "pending panel-without-data", "The panel 'p95' shows nothing");
      beyond.dashboards.panels.set(1, Map.entry("p95", "sum("));
      says(check, "fail panel-broken", "parse error");
      beyond.dashboards.panels.clear();
      says(check, "fail dashboard-empty", "no panel with a query");
    } finally {
      beyond.dashboards.panels.clear();
      beyond.dashboards.panels.addAll(panels);
    }
    says(
        new Dashboard(beyond.grafana.address(), "other").showsMetrics(),
        "fail dashboard-missing",
        "no dashboard other");
    Ask stranger = Ask.checks().knowing(Secrets.GRAFANA, "glsa_another");
    assertThat(Ask.word(stranger.now(check))).isEqualTo("fail refused");
    beyond.grafana.isDown = true;
    try {
      says(check, "inconclusive ERROR", "503");
    } finally {
      beyond.grafana.isDown = false;
    }
  }

  @Test
  void aLineThatDoesNotArrive() throws Exception {
    LogSearch search = new LogSearch(systems);
    String line = search.leaveLine(ThirdParties.BY_HAND);
    ASK.until(Items.check(graph, "P3-099", line), "pass");
    says(Items.check(graph, "P3-099", "sallyport-never"), "pending line-not-found", "shipper");
    shipper.rests = true;
    try {
      String lost = search.leaveLine(ThirdParties.BY_HAND);
      says(Items.check(graph, "P3-099", lost), "pending line-not-found", lost);
      beyond.logs.isDown = true;
      says(Items.check(graph, "P3-099", lost), "inconclusive ERROR", "503");
    } finally {
      beyond.logs.isDown = false;
      shipper.rests = false;
    }
  }

  @Test
  void anEventThatDoesNotArrive() throws Exception {
    ErrorReports errors = new ErrorReports(beyond.sentry.address());
    ASK.until(Items.check(graph, "P3-100", errors.send(ThirdParties.BY_HAND)), "pass");
    beyond.tracker.drops = true;
    try {
      String lost = errors.send(ThirdParties.BY_HAND);
      says(Items.check(graph, "P3-100", lost), "pending event-missing", "quota");
    } finally {
      beyond.tracker.drops = false;
    }
    Ask stranger = Ask.checks().knowing(Secrets.SENTRY, "sntrys_another");
    assertThat(Ask.word(stranger.now(Items.check(graph, "P3-100", "0")))).isEqualTo("fail refused");
    beyond.tracker.keyIsOff = true;
    try {
      assertThatThrownBy(() -> errors.send(ThirdParties.BY_HAND))
          .hasMessageContaining("named no active key of the project");
    } finally {
      beyond.tracker.keyIsOff = false;
    }
  }
}
