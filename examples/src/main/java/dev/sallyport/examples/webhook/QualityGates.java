package dev.sallyport.examples.webhook;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Rate;
import dev.sallyport.checks.files.Findings;
import dev.sallyport.checks.http.Delivery;
import dev.sallyport.checks.http.LoadProbe;
import dev.sallyport.command.Command;
import dev.sallyport.plan.Phase;
import java.time.Duration;
import java.util.UUID;

/**
 * The checklist's section "Quality Gates".
 *
 * <p>What is said of the code is asked before it is deployed; what is said of the running service,
 * after.
 */
final class QualityGates {
  private static final Duration A_DAY = Duration.ofHours(24);
  private static final Duration FIRST_DELAY = ofMillis(200);

  private final WebhookSystems on;

  QualityGates(WebhookSystems on) {
    this.on = on;
  }

  Phase security() {
    return phase("Security Gates")
        .gate(
            on.soon(
                    "security-tests",
                    on.files
                        .testResults("reports/security.xml")
                        .atLeast(43)
                        .skippedAtMost(0)
                        .writtenWithin(A_DAY))
                .covers("PR-055")
                .label("All security tests passing (43 tests)"))
        .gate(
            on.soon(
                    "vulnerabilities",
                    on.files
                        .findings("reports/dependencies.sarif")
                        .failingOn(Findings.Level.ERROR)
                        .failingOnSecuritySeverity(9)
                        .writtenWithin(A_DAY))
                .covers("PR-056")
                .label("Zero critical vulnerabilities"))
        .gate(
            approval("audits", "security engineer")
                .attests("security engineer", "OWASP compliance validated", "PR-057")
                .attests("penetration tester", "Penetration testing completed", "PR-058")
                .within(on.pace.votes()));
  }

  Phase performance() {
    LoadProbe load = Loads.of(on, 110);
    // without a bound requests are sent at that rate however slowly they are answered
    LoadProbe bounded = load.maxInFlight(50);
    Check concurrent =
        bounded
            .achievedRate()
            .staysAtLeast(Rate.perSecond(100))
            .and(bounded.errorRate().staysBelow(percent(1)));
    return phase("Performance Gates")
        .gate(
            on.slow("fast-under-load", load.p95().staysBelow(ofMillis(50)), on.pace.load())
                .covers("PR-059")
                .label("Webhook latency <50ms"))
        .gate(
            on.slow("hundred-a-second", concurrent, on.pace.load())
                .covers("PR-060")
                .label("Concurrent processing >100/s"))
        .gate(
            on.slow(
                    "memory-under-load",
                    Loads.during(load, Loads.memory(on).staysBelow(DataSize.mebibytes(200))),
                    on.pace.memory().plus(on.pace.load()))
                .covers("PR-061")
                .label("Memory growth <200MB under load"))
        .gate(
            on.soon(
                    "within-typeforms-limit",
                    on.prometheus
                        .share(
                            "sum(typeform_calls_total{status!=\"429\"})",
                            "sum(typeform_calls_total)",
                            3)
                        .staysAtLeast(percent(95)))
                .covers("PR-062")
                .label("Rate limiting compliance 95%+"));
  }

  Phase functional() {
    Delivery delivery =
        on.http.delivering(
            on.service("/deliveries"),
            to -> "{\"id\":\"" + UUID.randomUUID() + "\",\"to\":\"" + to + "\"}",
            Secrets.ADMIN);
    return phase("Functional Gates")
        .gate(
            on.soon(
                    "integration-tests",
                    on.files.testResults("reports/integration.xml").writtenWithin(A_DAY))
                .covers("PR-063")
                .label("All integration tests passing"))
        .gate(
            on.slow("end-to-end", endToEnd(), Duration.ofSeconds(30))
                .covers("PR-064")
                .label("E2E tests with real TypeForm API passing"))
        .gate(
            on.slow(
                    "retries",
                    on.http
                        .retryPolicy(on.at.stub(), delivery, 3, FIRST_DELAY)
                        .slack(ofMillis(600))
                        .idempotencyKey("Idempotency-Key"),
                    Duration.ofSeconds(15))
                .covers("PR-065")
                .label("Retry logic validated"))
        .gate(
            on.slow(
                "dead-letters",
                on.http.deadLetter(on.at.stub(), delivery, DeadLetterPage.of(on)),
                Duration.ofSeconds(20)))
        .gate(
            on.soon("webhook-management", Typeform.managesWebhooks(on))
                .covers("PR-066")
                .label("Webhook management functional"));
  }

  private Check endToEnd() {
    return Command.of(on.at.programs().pytest(), "-q", "-p", "no:cacheprovider", "e2e")
        .in(on.home.app())
        .env("SERVICE", on.at.service().toString())
        .env("TYPEFORM", on.at.typeform().toString())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("WEBHOOK_SECRET", Secrets.WEBHOOK)
        .timeout(Duration.ofSeconds(60))
        .check("end-to-end tests");
  }
}
