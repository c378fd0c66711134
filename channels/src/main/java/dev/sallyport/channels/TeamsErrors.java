package dev.sallyport.channels;

/** What the answers of workflows (Power Automate, Logic Apps) mean. */
final class TeamsErrors {
  private TeamsErrors() {}

  static Reason reason(String code, int status) {
    return switch (code) {
      case "WorkflowTriggerIsNotEnabled", "WorkflowDisabled" ->
          new Reason(
              "the workflow is switched off, as it also is when its owner has left",
              "Switch it on, and give it a second owner");
      case "WorkflowNotFound" ->
          new Reason("the workflow was deleted", "Make a new one and bind its address");
      case "DirectApiAuthorizationRequired" ->
          new Reason(
              "the address is cut off before its signature, or the workflow is open to members of"
                  + " the organisation only",
              "Bind the whole address, and let the trigger be open to anyone");
      default -> byStatus(status);
    };
  }

  private static Reason byStatus(int status) {
    return switch (status) {
      case 400 ->
          new Reason(
              "the workflow was made by another template than 'Send webhook alerts to a channel',"
                  + " or is switched off",
              "Make it anew from that template");
      case 401, 403 ->
          new Reason(
              "the address is cut off before its signature, or the signature was replaced",
              "Copy the whole address from the workflow's trigger and bind it");
      case 404, 410 -> reason("WorkflowNotFound", status);
      case 413 -> new Reason("Teams takes no more than about 28 KB", "Shorten the message");
      default -> Statuses.reason(status);
    };
  }
}
