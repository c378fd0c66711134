package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The report of an incident: what is known of a run that did not succeed, and blanks for what only
 * people know.
 *
 * @param story what the events amount to
 * @param events the events
 * @param atWorst how long the walk back could take at worst; null if nobody said
 * @param resume the command that resumes the run; empty if nobody said
 */
record IncidentSheet(
    Story story, List<Event> events, Times times, @Nullable Duration atWorst, String resume) {

  Document document() {
    Document out = new Document();
    Event.RunStarted begun = story.begun();
    PlanDescription plan = story.plan();
    if (begun == null || plan == null) {
      out.heading(1, "Incident: a run of which nothing was recorded");
      return out.paragraph(WayOut.of(story, resume));
    }
    Outcome outcome = story.decided();
    String state = outcome == null ? "not ended" : Words.outcome(outcome);
    out.heading(1, "Incident: " + plan.name() + " " + plan.version() + ", " + state);
    IncidentCause cause = IncidentCause.of(story, events);
    IncidentFacts facts = new IncidentFacts(story, times, cause, atWorst);
    facts.summary(begun, plan, out);
    if (outcome == Outcome.SUCCEEDED) {
      out.paragraph("The run succeeded; what follows is for an incident that it did not notice.");
    }
    facts.spans(out);
    trigger(cause, out);
    timeline(out);
    undone(out);
    leftOver(out);
    new IncidentPeople(story, times).write(out);
    PeopleTable.write(events, times, out);
    new IncidentBlanks(story, times, cause).write(out);
    return out;
  }

  private void trigger(@Nullable IncidentCause cause, Document out) {
    if (cause == null) {
      return;
    }
    NodeStory node = cause.node();
    out.heading(2, "Trigger: " + node.kind() + " " + node.path());
    if (!node.entry().label().isEmpty() || !node.entry().covers().isEmpty()) {
      out.paragraph("In the checklist: " + ItemLine.title(node));
    }
    cause.write(times, out);
  }

  private void timeline(Document out) {
    out.heading(2, "Timeline (" + Words.zone(times.zone()) + ")");
    out.table(List.of("at", "after", "what"), Highlights.rows(events, times));
  }

  private void undone(Document out) {
    if (story.rollback() == null) {
      return;
    }
    out.heading(2, "What was undone");
    List<List<String>> rows = new ArrayList<>();
    for (String path : story.undone()) {
      rows.add(undone(Objects.requireNonNull(story.node(path))));
    }
    if (rows.isEmpty()) {
      out.paragraph("Nothing: there was nothing to undo, or nothing could be undone.");
    }
    out.table(List.of("what", "undone at", "took", "attempts", "verified"), rows);
  }

  private List<String> undone(NodeStory node) {
    List<AttemptStory> attempts = RollbackSheet.attempts(node);
    Instant ended = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).endedAt();
    GateStory verification = node.verification();
    return List.of(
        node.path(),
        ended == null ? "" : times.clock(ended),
        ended == null ? "" : Words.took(Duration.between(attempts.get(0).startedAt(), ended)),
        String.valueOf(attempts.size()),
        verification == null ? "the plan does not verify it" : verified(verification));
  }

  private String verified(GateStory verification) {
    Instant closed = verification.closedAt();
    if (closed == null) {
      return "not yet";
    }
    String word = verification.failed() == null ? "yes, " : "no, ";
    return word + times.clock(closed) + ": " + verification.reason();
  }

  private void leftOver(Document out) {
    out.heading(2, "What is left over");
    List<Document.Task> tasks = new Standing(story).tasks();
    if (story.decided() == null) {
      out.paragraph("Not known yet: the run has not ended.");
    } else if (tasks.isEmpty()) {
      out.paragraph("Nothing.");
    }
    out.tasks(tasks);
    out.paragraph(WayOut.of(story, resume));
  }
}
