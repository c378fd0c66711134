package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.command.Command;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;

/**
 * The checklist's section "Smoke Testing on Green": the new version, asked beside the balancer.
 *
 * <p>It is asked with the key of the API, since no user has the analytics yet.
 */
final class SmokeTests {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String FORM = "/api/v2/analytics/forms/" + ReportProbes.FORM;

  private final AnalyticsSystems on;
  private final Platform green;

  SmokeTests(AnalyticsSystems on) {
    this.on = on;
    this.green = new Platform(on.at.at().green());
  }

  Phase onGreen() {
    return phase("Smoke Testing on Green")
        .step(suite())
        .gate(
            on.soon("analytics-endpoints", endpoints())
                .covers("P3-057")
                .label("Analytics endpoints responding"))
        .gate(on.soon("cache-layer", cache()).covers("P3-058").label("Cache layer functional"))
        .gate(
            on.slow(
                    "webhook-triggered",
                    new WebhookProbes(on, green).triggered(),
                    Duration.ofSeconds(5))
                .covers("P3-059")
                .label("Webhooks can be triggered"))
        .gate(
            on.soon("pdf-on-green", new ReportProbes(on, green).pdf())
                .covers("P3-060")
                .label("PDF generation working"));
  }

  Step<Void> suite() {
    return step("smoke-tests")
        .run(
            Command.of(on.at.programs().pytest(), "-q", "-p", "no:cacheprovider", "tests/smoke")
                .arg("--host=" + on.at.at().green())
                .in(on.home.app())
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .env("API_KEY", Secrets.API)
                .timeout(LIMIT)
                .asStep())
        .readOnly() // what the tests send, they take away again
        .timeout(LIMIT)
        .retry(Retry.every(Duration.ofSeconds(2)).attempts(2))
        .covers("P3-056")
        .label("All smoke tests passing");
  }

  private Check endpoints() {
    return on.http
        .health(on.green("/api/v2/analytics/health"))
        .expectVersionHeader("X-Version", on.at.release().tag())
        .expectJson("/status", "up")
        .and(shows("/metrics", "/form"))
        .and(shows("/timeseries", "/form"))
        .and(shows("/predictions", "/model"));
  }

  private Check shows(String page, String pointer) {
    return on.http
        .health(on.green(FORM + page))
        .expectVersionHeader("X-Version", on.at.release().tag())
        .expectJson(pointer, "a text", text -> !text.isBlank())
        .bearer(Secrets.API)
        .consecutive(1);
  }

  private Check cache() {
    return on.http
        .health(on.green("/api/v2/analytics/health"))
        .expectVersionHeader("X-Version", on.at.release().tag())
        .expectJson("/cache", "up")
        .and(new CacheProbes(green).firstLevel());
  }
}
