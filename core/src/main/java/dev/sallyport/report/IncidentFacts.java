package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an incident comes down to: a few sentences, and how long each part of it took. */
record IncidentFacts(
    Story story, Times times, @Nullable IncidentCause cause, @Nullable Duration atWorst) {

  void summary(Event.RunStarted begun, PlanDescription plan, Document out) {
    out.heading(2, "Summary");
    StringBuilder text = new StringBuilder();
    text.append("Run ").append(begun.runId()).append(" of ").append(plan.name()).append(' ');
    text.append(plan.version()).append(" was started by ").append(begun.by()).append(' ');
    text.append(times.time(begun.at())).append(". ");
    turned(text);
    Event.RunEnded end = story.end();
    Event.Closing closing = story.closing();
    if (end != null) {
      text.append("It ended ").append(times.moment(end.at()));
      ended(text, end.outcome(), end.leftovers());
    } else if (closing != null) {
      text.append("It was over but for the last announcements ").append(times.moment(closing.at()));
      ended(text, closing.outcome(), closing.leftovers());
    } else {
      text.append("It has not ended.");
    }
    out.paragraph(text.toString());
    out.table(
        List.of(),
        List.of(
            List.of("plan", plan.name() + " " + plan.version() + ", " + plan.fingerprint()),
            List.of("run", begun.runId())));
  }

  private void ended(StringBuilder text, Outcome outcome, List<Leftover> leftovers) {
    text.append(": ").append(Words.outcome(outcome)).append(", ");
    text.append(story.undone().size()).append(" taken back, ");
    text.append(leftovers.size()).append(" left over.");
  }

  private void turned(StringBuilder text) {
    Event.RollbackStarted rollback = story.rollback();
    Event.StopRequested stop = story.stop();
    if (rollback != null) {
      String why = EventText.turn(rollback.trigger(), rollback.path(), rollback.reason());
      turned(text, "turned back", rollback.at(), rollback.by(), why);
    }
    if (stop != null) {
      String why = EventText.turn(stop.trigger(), stop.path(), stop.reason());
      turned(text, "was stopped", stop.at(), stop.by(), why);
    }
  }

  private void turned(StringBuilder text, String how, Instant at, String by, String why) {
    text.append("It ").append(how).append(' ').append(times.moment(at)).append(" by ");
    text.append(by).append(", because ").append(Words.sentence(why)).append(' ');
  }

  void spans(Document out) {
    List<List<String>> rows = new ArrayList<>();
    Instant decided = decided();
    Instant sign = cause == null ? null : cause.firstSign();
    if (decided != null) {
      rows.add(span("from the start to the decision", times.start(), decided));
      if (sign != null) {
        rows.add(span("from the first sign to the decision", sign, decided));
      }
    }
    if (story.rollback() != null) {
      Event.RunEnded end = story.end();
      Instant back = end == null ? times.now() : end.at();
      rows.add(
          span(end == null ? "walking back so far" : "walking back", story.rollback().at(), back));
      rows.add(List.of("walking back, at worst", atWorst(story.rollback().at(), back)));
    }
    rows.add(List.of("the whole run", Words.took(story.elapsed(times.now()))));
    out.heading(2, "How long it took").table(List.of("what", "how long"), rows);
  }

  private @Nullable Instant decided() {
    if (story.rollback() != null) {
      return story.rollback().at();
    }
    return story.stop() == null ? null : story.stop().at();
  }

  private String atWorst(Instant began, Instant back) {
    if (atWorst == null) {
      return "not estimated";
    }
    Duration took = Duration.between(began, back);
    String kept = took.compareTo(atWorst) <= 0 ? ", kept" : ", exceeded: see who was waited for";
    return Words.took(atWorst) + " by the plan's limits" + kept;
  }

  private static List<String> span(String what, Instant from, Instant to) {
    return List.of(what, Words.took(Duration.between(from, to)));
  }

  /** Returns whether a person, and not the plan, turned the run. */
  static boolean byPerson(Story story) {
    Trigger trigger =
        story.rollback() != null
            ? story.rollback().trigger()
            : story.stop() == null ? null : story.stop().trigger();
    return trigger == Trigger.OPERATOR
        || trigger == Trigger.REJECTED
        || trigger == Trigger.TRIPPED_BY_HAND;
  }
}
