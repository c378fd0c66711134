package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;

/** The checklist's section "Sign-off". */
final class SignOff {
  private final WebhookSystems on;

  SignOff(WebhookSystems on) {
    this.on = on;
  }

  Phase technical() {
    return phase("Technical Sign-off")
        .gate(
            approval("technical", "lead engineer")
                .attests("lead engineer", "Functionality validated", "PR-094")
                .attests("devops engineer", "Infrastructure stable", "PR-095")
                .attests("security engineer", "Security compliance verified", "PR-096")
                .attests("qa engineer", "Quality gates met", "PR-097")
                .notByInitiator()
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }

  Phase business() {
    return phase("Business Sign-off")
        .gate(
            approval("business", "product manager")
                .attests("product manager", "Feature requirements met", "PR-098")
                .attests("operations manager", "Monitoring functional", "PR-099")
                .attests("support manager", "Support documentation ready", "PR-100")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }

  Phase last() {
    return phase("Final Approval")
        .gate(
            approval("deployment", "technical director")
                .attests("technical director", "Overall deployment approved", "PR-101")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }
}
