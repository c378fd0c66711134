package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.checks.files.BackupVerifier;
import dev.sallyport.checks.files.Findings;
import dev.sallyport.checks.http.TlsCertificate;
import dev.sallyport.plan.Phase;
import java.time.Duration;

/** The checklist's section "Pre-Deployment". */
final class PreDeployment {
  private static final Duration A_DAY = Duration.ofHours(24);

  private final WebhookSystems on;

  PreDeployment(WebhookSystems on) {
    this.on = on;
  }

  Phase codePreparation() {
    return phase("Code Preparation")
        .gate(
            on.soon("tests-pass", on.files.testResults("reports/tests.xml").writtenWithin(A_DAY))
                .covers("PR-001")
                .label("All tests passing in CI/CD pipeline"))
        .gate(
            on.soon(
                    "security-scan",
                    on.files
                        .findings("reports/scan.sarif")
                        .failingOn(Findings.Level.ERROR)
                        .failingOnSecuritySeverity(9)
                        .writtenWithin(A_DAY))
                .covers("PR-003")
                .label("Security scan completed with no critical issues"))
        .gate(
            on.soon(
                    "benchmarks",
                    on.files.testResults("reports/benchmarks.xml").writtenWithin(A_DAY))
                .covers("PR-004")
                .label("Performance benchmarks validated"))
        .gate(
            approval("code-is-ready", "reviewer")
                .attests("reviewer", "Code review completed and approved", "PR-002")
                .attests("writer", "Documentation updated", "PR-005")
                .within(on.pace.votes()));
  }

  Phase environmentPreparation() {
    return phase("Environment Preparation")
        .gate(
            on.soon("variables-present", Environment.isComplete(on.home.environment()))
                .covers("PR-006")
                .label("Production environment variables configured"))
        .gate(
            on.soon(
                    "state-is-backed-up",
                    on.files
                        .backup("backups/nightly-*.dump")
                        .verifiedBy(BackupVerifier.pgRestore(on.at.programs().pgRestore()))
                        .containing("public.webhook_event")
                        .madeWithin(A_DAY))
                .covers("PR-008")
                .label("Backup of current production state completed"))
        .gate(
            approval("environment-is-ready", "database administrator")
                .attests("database administrator", "Database migration scripts reviewed", "PR-007")
                .attests("operator", "Rollback plan documented and reviewed", "PR-009")
                .within(on.pace.votes()));
  }

  Phase securityValidation() {
    return phase("Security Validation")
        .gate(
            on.soon("webhook-secret", Secrets.longEnough(Secrets.WEBHOOK, 20))
                .covers("PR-010")
                .label("Webhook secrets configured (minimum 20 characters)"))
        .gate(
            on.soon(
                    "typeform-key",
                    on.http
                        .health(on.at.typeform().resolve("/me"))
                        .expectJson("/email", on.at.account())
                        .bearer(Secrets.TYPEFORM)
                        .consecutive(1))
                .covers("PR-011")
                .label("TypeForm API keys validated"))
        .gate(
            on.soon("certificate", certificate())
                .covers("PR-012")
                .label("SSL certificates valid and up to date"))
        .gate(
            approval("compliance", "security engineer")
                .attests("security engineer", "Security compliance documented", "PR-013")
                .within(on.pace.votes()));
  }

  private TlsCertificate certificate() {
    TlsCertificate served =
        on.http
            .tlsCertificate(on.at.front().getHostString(), on.at.front().getPort())
            .validFor(Duration.ofDays(14));
    return on.at.frontTrust().map(served::trusting).orElse(served);
  }
}
