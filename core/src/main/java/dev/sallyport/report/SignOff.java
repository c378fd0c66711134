package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import java.util.ArrayList;
import java.util.List;

/** The foot of a record: who approved, whose vote is missing, and room for a name. */
record SignOff(Story story, Times times) {

  void write(Document out) {
    out.heading(2, "Sign-off");
    for (NodeStory node : story.nodes().values()) {
      List<Document.Task> tasks = new ArrayList<>(waivers(node));
      if (node.kind().equals("approval")) {
        tasks.addAll(0, votes(node));
      }
      if (!tasks.isEmpty()) {
        out.heading(3, node.path()).tasks(tasks);
      }
    }
    Event.RunStarted begun = story.begun();
    Outcome outcome = story.decided();
    out.form(
        new Document.Field("Deployment date", begun == null ? "" : times.time(begun.at())),
        new Document.Field("Deployment lead", begun == null ? "" : begun.by()),
        new Document.Field("Deployment status", outcome == null ? "" : Words.status(outcome)),
        new Document.Field("Signed by, on", ""),
        new Document.Field("Notes", ""));
  }

  private List<Document.Task> votes(NodeStory node) {
    List<Document.Task> tasks = new ArrayList<>();
    for (BallotStory.Lapsed lapsed : node.ballot().lapsed()) {
      for (Event.OfNode said : lapsed.said()) {
        if (said instanceof Event.Voted vote) {
          String why = "; lapsed " + times.clock(lapsed.at()) + ", because " + lapsed.why();
          tasks.add(Document.Task.of(false, vote.role(), said(vote) + why));
        }
      }
    }
    for (Event.Voted vote : node.votes()) {
      tasks.add(Document.Task.of(vote.approved(), vote.role(), said(vote)));
    }
    if (node.state() == NodeState.WAIVED) {
      return tasks;
    }
    node.ballot()
        .missing(Policies.votes(node.policy()))
        .forEach(
            (role, missing) -> {
              for (int i = 0; i < missing; i++) {
                tasks.add(Document.Task.of(false, role, "no vote"));
              }
            });
    return tasks;
  }

  private String said(Event.Voted vote) {
    return (vote.approved() ? "approved by " : "rejected by ")
        + vote.who()
        + " "
        + times.clock(vote.at())
        + EventText.via(vote.via())
        + (vote.note().isBlank() ? "" : ": " + vote.note());
  }

  private List<Document.Task> waivers(NodeStory node) {
    List<Document.Task> tasks = new ArrayList<>();
    for (Event.Waived waiver : node.ballot().waivers()) {
      String what = waiver.item().isEmpty() ? "" : "'" + waiver.item() + "' ";
      tasks.add(Document.Task.of(false, waiver.role(), what + WaiverText.of(waiver, times)));
    }
    return tasks;
  }
}
