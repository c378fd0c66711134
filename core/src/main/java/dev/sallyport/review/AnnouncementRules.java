package dev.sallyport.review;

import dev.sallyport.plan.Announcement.Moment;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.util.List;

/** What is looked for in announcements: whether those are told who should be. */
final class AnnouncementRules {
  private final Plan plan;
  private final Findings findings;
  private final List<Graph.AnnouncementNode> all;

  AnnouncementRules(Plan plan, Findings findings) {
    this.plan = plan;
    this.findings = findings;
    this.all = plan.graph().announcements();
  }

  void check() {
    boolean noticed = plan.startRules().notice() != null;
    if (noticed && !isTold(Moment.NOTICE)) {
      findings.addOfStart(
          LintCode.NOTICE_NOT_GIVEN,
          "a run waits until its notice has run out, and no announcement gives it to anybody.",
          "Give it to those who are concerned, by announcement(...).atNotice().");
    }
    if (all.isEmpty()) {
      return;
    }
    Graph.AnnouncementNode first = all.get(0);
    if (!isTold(Moment.ROLLBACK_STARTED) && !isTold(Moment.END)) {
      findings.add(
          LintCode.NOBODY_TOLD_OF_ROLLBACK,
          first,
          "the plan makes announcements, but nobody is told that a run walks back, nor how it ends.",
          "Send one atRollback() and atEnd().");
    }
    if (mayWaitForPeople() && !isTold(Moment.PEOPLE_WANTED)) {
      findings.add(
          LintCode.NOBODY_CALLED,
          first,
          "the plan makes announcements, but nobody is called when a run waits for people.",
          "Send one whenPeopleAreWanted() to where they look.");
    }
    all.stream()
        .filter(node -> !noticed && node.announcement().moments().contains(Moment.NOTICE))
        .forEach(
            node ->
                findings.add(
                    LintCode.NEVER_ANNOUNCED,
                    node,
                    "'" + node.path() + "' is to be sent at a notice, but the plan gives none.",
                    "Give the plan a notice(...), or leave out atNotice()."));
  }

  private boolean isTold(Moment moment) {
    return all.stream().anyMatch(node -> node.announcement().moments().contains(moment));
  }

  private boolean mayWaitForPeople() {
    return plan.asksOnUndoFailure()
        || plan.graph().nodes().stream().anyMatch(AnnouncementRules::mayWait)
        || plan.graph().watches().stream()
            .anyMatch(it -> it.watch().gate().policy().onFailure() == OnFailure.ASK);
  }

  private static boolean mayWait(Node node) {
    if (node instanceof Node.StepNode it) {
      Step<?> step = it.step();
      return step.onFailure() == OnFailure.ASK;
    }
    return node instanceof Node.ApprovalNode
        || node instanceof Node.GateNode it && it.gate().policy().onFailure() == OnFailure.ASK;
  }
}
