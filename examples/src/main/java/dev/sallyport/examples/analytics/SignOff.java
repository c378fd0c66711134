package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.plan.Phase;

/**
 * The checklist's section "Sign-Off".
 *
 * <p>It is the last section of the checklist, and "approved for production deployment" comes too
 * late there. It stands after what can be asked without changing anything, and before the first
 * thing in production is changed: the people see all of that, and what they say holds for this plan
 * as it is. Each role says each of its items; who started it says none; the director comes last.
 */
final class SignOff {
  private final AnalyticsSystems on;

  SignOff(AnalyticsSystems on) {
    this.on = on;
  }

  Phase required() {
    return phase("Approvals Required")
        .gate(
            approval("required", "technical lead")
                .attests("technical lead", "Code reviewed and approved", "P3-144")
                .attests("technical lead", "Architecture validated", "P3-145")
                .attests("technical lead", "Performance targets met", "P3-146")
                .attests("qa lead", "All tests passing", "P3-147")
                .attests("qa lead", "Security audit passed", "P3-148")
                .attests("qa lead", "No critical bugs", "P3-149")
                .attests("devops lead", "Infrastructure ready", "P3-150")
                .attests("devops lead", "Monitoring configured", "P3-151")
                .attests("devops lead", "Runbooks updated", "P3-152")
                .attests("product manager", "Features align with requirements", "P3-153")
                .attests("product manager", "Documentation complete", "P3-154")
                .attests("product manager", "User training materials ready", "P3-155")
                .notByInitiator()
                .within(on.pace.votes()));
  }

  Phase last() {
    return phase("Final Approval")
        .gate(
            approval("production", "engineering director")
                .attests(
                    "engineering director",
                    "CTO/Engineering Director: Approved for production deployment",
                    "P3-156")
                .notByInitiator()
                .within(on.pace.votes()));
  }
}
