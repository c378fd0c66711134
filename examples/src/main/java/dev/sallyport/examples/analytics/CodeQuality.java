package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.check.Check;
import dev.sallyport.checks.files.Findings;
import dev.sallyport.plan.Phase;
import java.time.Duration;

/**
 * The checklist's section "Code Quality &amp; Testing": what the build's reports say.
 *
 * <p>A report of last month says nothing of this release, so each must be fresh. That a load was
 * borne by 1000 users is believed only if their requests were answered, and the p95 only if they
 * did not fail.
 */
final class CodeQuality {
  private static final Duration A_DAY = Duration.ofHours(24);

  private final AnalyticsSystems on;

  CodeQuality(AnalyticsSystems on) {
    this.on = on;
  }

  Phase codeQuality() {
    LoadReport load = new LoadReport(on.home.reports());
    Check borne = load.failures().staysBelow(percent(1)).and(isFresh("reports/load_stats.csv"));
    return phase("Code Quality & Testing")
        .gate(
            on.soon(
                    "unit-tests",
                    on.files
                        .testResults("reports/unit.xml")
                        .writtenWithin(A_DAY)
                        .and(
                            on.files
                                .coverage("reports/coverage.xml")
                                .writtenWithin(A_DAY)
                                .staysAbove(percent(80))))
                .covers("P3-001")
                .label("All unit tests passing (>80% coverage)"))
        .gate(
            on.soon(
                    "integration-tests",
                    on.files.testResults("reports/integration.xml").writtenWithin(A_DAY))
                .covers("P3-002")
                .label("All integration tests passing"))
        .gate(
            on.soon("load-test", load.users().staysAtLeast(1000L).and(borne))
                .covers("P3-003")
                .label("Load testing completed (1000+ concurrent users)"))
        .gate(
            on.soon("fast-under-load", load.p95().staysBelow(Duration.ofMillis(100)).and(borne))
                .covers("P3-004")
                .label("Performance targets validated (<100ms p95)"))
        .gate(
            on.soon(
                    "security-audit",
                    on.files
                        .findings("reports/audit.sarif")
                        .failingOn(Findings.Level.ERROR)
                        .failingOnSecuritySeverity(9)
                        .writtenWithin(A_DAY))
                .covers("P3-005")
                .label("Security audit completed (no critical vulnerabilities)"))
        .gate(
            approval("code-is-ready", "senior developer")
                .attests("senior developer", "Code review completed by senior developer", "P3-006")
                .attests("writer", "Documentation updated and reviewed", "P3-007")
                .within(on.pace.votes()));
  }

  private Check isFresh(String report) {
    return on.files.age(report).staysBelow(A_DAY);
  }
}
