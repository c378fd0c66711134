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
      if (node.kind().equals("approval")) {
        out.heading(3, node.path()).tasks(votes(node));
      }
    }
    Event.RunStarted begun = story.begun();
    Outcome outcome = story.outcome();
    out.form(
        new Document.Field("Deployment date", begun == null ? "" : times.time(begun.at())),
        new Document.Field("Deployment lead", begun == null ? "" : begun.by()),
        new Document.Field("Deployment status", outcome == null ? "" : Words.status(outcome)),
        new Document.Field("Signed by, on", ""),
        new Document.Field("Notes", ""));
  }

  private List<Document.Task> votes(NodeStory node) {
    List<Document.Task> tasks = new ArrayList<>();
    for (Event.Voted vote : node.votes()) {
      String said = vote.approved() ? "approved by " : "rejected by ";
      String note = vote.note().isBlank() ? "" : ": " + vote.note();
      tasks.add(
          Document.Task.of(
              vote.approved(),
              vote.role(),
              said + vote.who() + " " + times.clock(vote.at()) + note));
    }
    Policies.votes(node.policy())
        .forEach(
            (role, needed) -> {
              long given =
                  node.votes().stream().filter(v -> v.approved() && v.role().equals(role)).count();
              for (long i = given; i < needed; i++) {
                tasks.add(Document.Task.of(false, role, "no vote"));
              }
            });
    return tasks;
  }
}
