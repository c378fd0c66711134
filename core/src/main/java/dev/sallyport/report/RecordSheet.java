package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.PlanDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The record of a run: the plan as a checklist, ticked.
 *
 * @param story what the events amount to
 * @param events the events
 * @param resume the command that resumes the run; empty if nobody said
 */
record RecordSheet(Story story, List<Event> events, Times times, String resume) {

  Document document() {
    Document out = new Document();
    Event.RunStarted begun = story.begun();
    PlanDescription plan = story.plan();
    if (begun == null || plan == null) {
      out.heading(1, "The record of a run of which nothing was recorded");
      return out.paragraph(WayOut.of(story, resume));
    }
    head(begun, plan, out);
    Hands hands = Hands.of(events);
    NodeStory start = story.start();
    section("Start", start == null ? List.of() : List.of(start), hands, out);
    for (PhaseStory phase : story.phases()) {
      section(phase.name(), phase.nodes(), hands, out);
    }
    section("Watched", story.watches(), hands, out);
    section("Announced", story.announcements(), hands, out);
    Channels.down(story).forEach(out::paragraph);
    new RollbackSheet(story, times).write(out);
    PeopleTable.write(events, times, out);
    new SignOff(story, times).write(out);
    out.heading(2, "What next").paragraph(WayOut.of(story, resume));
    return out;
  }

  private void head(Event.RunStarted begun, PlanDescription plan, Document out) {
    Event.RunEnded end = story.end();
    out.heading(1, "Record: " + plan.name() + " " + plan.version());
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("outcome", boxes(story.decided())));
    facts.add(List.of("run", begun.runId()));
    facts.add(List.of("plan", plan.name() + ", version " + plan.version()));
    facts.add(List.of("fingerprint", plan.fingerprint()));
    facts.add(List.of("fingerprint of its policies", plan.policyFingerprint()));
    facts.add(List.of("started", times.time(begun.at()) + " by " + begun.by()));
    facts.add(
        List.of(
            end == null ? "told" : "ended", times.moment(end == null ? times.now() : end.at())));
    facts.add(List.of("took", Words.took(story.elapsed(times.now()))));
    if (story.owners() > 1) {
      facts.add(List.of("resumed", Words.count(story.owners() - 1, "time")));
    }
    if (end != null && !end.reason().isBlank()) {
      facts.add(List.of("reason", end.reason()));
    }
    begun.inputs().forEach((name, json) -> facts.add(List.of("input " + name, json)));
    out.table(List.of(), facts);
    out.paragraph(
        "Times are in "
            + Words.zone(times.zone())
            + ". A ticked box is done and stands; of every other the line says what became of it.");
  }

  private String boxes(@Nullable Outcome outcome) {
    String boxes =
        Stream.of(Outcome.values())
            .map(one -> (one == outcome ? "\u2611 " : "\u2610 ") + Words.status(one))
            .collect(Collectors.joining("  "));
    return (outcome == null ? "not ended" : Words.status(outcome)) + ": " + boxes + closing();
  }

  private String closing() {
    boolean closing = story.closing() != null && story.end() == null;
    return closing ? "; the last announcements are still to be sent" : "";
  }

  private void section(String title, List<NodeStory> nodes, Hands hands, Document out) {
    if (nodes.isEmpty()) {
      return;
    }
    List<Document.Task> tasks = new ArrayList<>();
    for (NodeStory node : nodes) {
      tasks.add(new ItemLine(node, hands, times).task());
      if (node.kind().equals("approval")) {
        AttestedItem.of(node)
            .forEach(item -> tasks.add(new AttestedLine(node, item, times).task()));
      }
    }
    out.heading(2, title).tasks(tasks);
  }
}
