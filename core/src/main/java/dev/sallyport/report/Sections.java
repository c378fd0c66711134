package dev.sallyport.report;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The sections of a report.
 *
 * @param story what the events amount to
 * @param events the events
 * @param start when the run began
 * @param now the time the report is made for
 */
record Sections(
    Story story, List<Event> events, Instant start, Instant now, ZoneId zone, String resume) {

  Document status() {
    Document out = new Document();
    head(out);
    cause(out);
    waiting(out);
    leftovers(out);
    nodes(out);
    new Beside(story, times()).write(out);
    next(out);
    return out;
  }

  Document full() {
    Document out = new Document();
    head(out);
    cause(out);
    waiting(out);
    leftovers(out);
    undone(out);
    nodes(out);
    new Beside(story, times()).write(out);
    notes(out);
    PeopleTable.write(events, times(), out);
    inputs(out);
    timeline(out);
    next(out);
    return out;
  }

  private void head(Document out) {
    Event.RunStarted begun = story.begun();
    PlanDescription plan = story.plan();
    if (begun == null || plan == null) {
      out.heading(1, "A run of which nothing was recorded");
      return;
    }
    Event.RunEnded end = story.end();
    Outcome outcome = story.decided();
    String state = outcome == null ? "unfinished" : Words.outcome(outcome);
    state += end == null && outcome != null ? ", sending the last announcements" : "";
    out.heading(1, plan.name() + " " + plan.version() + ": " + state);
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("run", begun.runId()));
    facts.add(List.of("plan", plan.name() + " " + plan.version() + ", " + plan.fingerprint()));
    facts.add(List.of("started", Words.time(start, zone) + " by " + begun.by()));
    facts.add(
        List.of(end == null ? "last event" : "ended", moment(end == null ? last() : end.at())));
    facts.add(List.of("took", Words.took(story.elapsed(now))));
    if (story.owners() > 1) {
      facts.add(List.of("resumed", Words.count(story.owners() - 1, "time")));
    }
    if (end != null && !end.reason().isBlank() && !end.reason().equals(turnReason())) {
      facts.add(List.of("reason", end.reason()));
    }
    turn(facts);
    out.table(List.of(), facts);
  }

  private String turnReason() {
    return story.rollback() != null
        ? story.rollback().reason()
        : story.stop() == null ? "" : story.stop().reason();
  }

  private void turn(List<List<String>> facts) {
    Event.RollbackStarted rollback = story.rollback();
    Event.StopRequested stop = story.stop();
    if (rollback != null) {
      String why = EventText.turn(rollback.trigger(), rollback.path(), rollback.reason());
      facts.add(
          List.of("turned back", moment(rollback.at()) + " by " + rollback.by() + ": " + why));
    }
    if (stop != null) {
      String why = EventText.turn(stop.trigger(), stop.path(), stop.reason());
      facts.add(List.of("stopped", moment(stop.at()) + " by " + stop.by() + ": " + why));
    }
    if (story.pause() != null && story.end() == null) {
      facts.add(List.of("paused", moment(story.pause().at()) + " by " + story.pause().by()));
    }
  }

  private void cause(Document out) {
    NodeStory cause = story.cause();
    if (cause != null && story.decided() != Outcome.SUCCEEDED) {
      new EvidenceSection(times()).write(cause, out);
    }
  }

  private void waiting(Document out) {
    if (story.decided() != null) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (NodeStory node : story.nodes().values()) {
      if (node.question() != null) {
        String choices = " Choices: " + Words.choices(node.question().choices()) + ".";
        rows.add(List.of(node.path(), node.question().text() + choices));
      } else if (node.kind().equals("approval") && node.state() == NodeState.WAITING) {
        rows.add(List.of(node.path(), new Awaited(node, times()).words()));
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Waits for a person").table(List.of(), rows);
    }
  }

  private void leftovers(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (Leftover leftover : story.leftovers()) {
      rows.add(List.of(leftover.path(), leftover.why()));
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Left over").table(List.of("what", "why"), rows);
    }
  }

  private void undone(Document out) {
    if (story.rollback() == null) {
      return;
    }
    List<String> items = new ArrayList<>();
    for (String path : story.undone()) {
      NodeStory node = Objects.requireNonNull(story.node(path));
      AttemptStory last = node.lastAttempt();
      String took =
          last == null || last.work() != Work.UNDO ? "" : ", took " + Words.took(last.took(now));
      items.add(path + took);
    }
    out.heading(2, "Undone, in this order");
    if (items.isEmpty()) {
      out.paragraph("Nothing: there was nothing to undo, or nothing could be undone.");
    }
    out.items(true, items);
  }

  private void nodes(Document out) {
    List<List<String>> rows = new ArrayList<>();
    for (PhaseStory phase : story.phases()) {
      rows.add(List.of(phase.name(), "phase", phase.state().words(), "", count(phase)));
      List<NodeStory> nodes = new ArrayList<>(phase.nodes());
      if (phase.rollback() != null) {
        nodes.add(phase.rollback());
      }
      for (NodeStory node : nodes) {
        Duration took = node.took(now);
        rows.add(
            List.of(
                node.path(),
                node.kind(),
                node.state().words(),
                took.isZero() ? "" : Words.took(took),
                node.summary(now)));
      }
    }
    if (!rows.isEmpty()) {
      out.heading(2, "Steps and gates")
          .table(List.of("what", "kind", "state", "took", "last seen"), rows);
    }
  }

  private static String count(PhaseStory phase) {
    return switch (phase.state()) {
      case NOT_REACHED, UNDONE -> "";
      default -> phase.done() + " of " + phase.nodes().size() + " done";
    };
  }

  private void notes(Document out) {
    List<String> points = new ArrayList<>();
    story.points().forEach(p -> points.add(p.path() + ", " + moment(p.at()) + ": " + p.why()));
    section(out, "Points of no return passed", points);
    List<String> taken = new ArrayList<>();
    for (NodeStory node : story.nodes().values()) {
      for (GateStory gate : gates(node)) {
        gate.takenAsPass().forEach(reason -> taken.add(node.path() + ": " + reason));
      }
    }
    section(out, "Taken as a pass", taken);
    List<String> waived = new ArrayList<>();
    for (NodeStory node : story.nodes().values()) {
      for (Event.Waived waiver : node.ballot().waivers()) {
        waived.add(node.path() + ": " + EventText.node(waiver));
      }
    }
    section(out, "Waived", waived);
    List<String> warnings = new ArrayList<>();
    story
        .warnings()
        .forEach(w -> warnings.add(w.path() + ", " + moment(w.at()) + ": " + w.reason()));
    section(out, "Passed over", warnings);
  }

  private static List<GateStory> gates(NodeStory node) {
    List<GateStory> gates = new ArrayList<>();
    if (node.gate() != null) {
      gates.add(node.gate());
    }
    if (node.verification() != null) {
      gates.add(node.verification());
    }
    return gates;
  }

  private static void section(Document out, String title, List<String> items) {
    if (!items.isEmpty()) {
      out.heading(2, title).items(false, items);
    }
  }

  private void inputs(Document out) {
    if (story.begun() != null && !story.begun().inputs().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      story.begun().inputs().forEach((name, json) -> rows.add(List.of(name, json)));
      out.heading(2, "Inputs").table(List.of("name", "value"), rows);
    }
  }

  private void timeline(Document out) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, String> words = new HashMap<>();
    for (Event event : events) {
      if (event instanceof Event.Sampled sample && !changed(words, sample)) {
        continue;
      }
      String offset = Words.offset(start, event.at());
      rows.add(List.of(Words.clock(event.at(), zone), offset, EventText.of(event)));
    }
    if (!rows.isEmpty()) {
      String title = "Timeline (" + Words.zone(zone) + "; samples only where the verdict changed)";
      out.heading(2, title).table(List.of("at", "after", "what"), rows);
    }
  }

  private static boolean changed(Map<String, String> words, Event.Sampled sample) {
    Verdict danger = sample.danger();
    String word = sample.verdict().word() + (danger != null && danger.passed() ? " danger" : "");
    return !word.equals(words.put(sample.work() + sample.path(), word));
  }

  private void next(Document out) {
    out.heading(2, "What next").paragraph(WayOut.of(story, resume));
  }

  private Times times() {
    return new Times(start, now, zone);
  }

  private Instant last() {
    return story.lastAt() == null ? start : story.lastAt();
  }

  private String moment(Instant at) {
    return Words.time(at, zone) + " (" + Words.offset(start, at) + ")";
  }
}
