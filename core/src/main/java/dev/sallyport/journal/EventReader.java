package dev.sallyport.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the events that {@link EventWriter} wrote, in this version or any before it. */
final class EventReader {
  private EventReader() {}

  /** Returns the event that a record's fields stand for. */
  static Event read(LineReader json) throws JournalException {
    String name = json.text("event");
    return switch (name) {
      case "run-started" -> runStarted(json);
      case "run-resumed" -> runResumed(json);
      case "attempt-started" ->
          new Event.AttemptStarted(json.at(), json.path(), json.work(), json.attempt());
      case "attempt-succeeded" ->
          new Event.AttemptSucceeded(
              json.at(),
              json.path(),
              json.work(),
              json.attempt(),
              Output.recorded(json.raw("output")));
      case "attempt-failed" ->
          new Event.AttemptFailed(
              json.at(),
              json.path(),
              json.work(),
              json.attempt(),
              failure(json.object("failure")),
              json.duration("retryAfter"));
      case "attempt-unknown" ->
          new Event.AttemptUnknown(
              json.at(),
              json.path(),
              json.work(),
              json.attempt(),
              json.text("why"),
              json.duration("retryAfter"));
      case "found-not-done" -> new Event.FoundNotDone(json.at(), json.path(), json.attempt());
      case "cancel-requested" ->
          new Event.CancelRequested(
              json.at(),
              json.path(),
              json.work(),
              json.attempt(),
              json.text("why"),
              json.flag("timedOut"),
              json.instant("until"));
      case "attempt-abandoned" ->
          new Event.AttemptAbandoned(json.at(), json.path(), json.work(), json.attempt());
      case "late-result" ->
          new Event.LateResult(
              json.at(), json.path(), json.work(), json.attempt(), json.text("result"));
      case "gate-reached" ->
          new Event.GateReached(json.at(), json.path(), json.work(), json.instant("exposure"));
      case "sampled" -> sampled(json);
      case "gate-opened" ->
          new Event.GateOpened(json.at(), json.path(), json.work(), json.text("reason"));
      case "gate-failed" ->
          new Event.GateFailed(
              json.at(), json.path(), json.work(), json.trigger(), json.text("reason"));
      case "voted" ->
          new Event.Voted(
              json.at(),
              json.path(),
              json.text("who"),
              json.text("role"),
              json.flag("approved"),
              json.text("note"),
              json.text("via"));
      case "attested" ->
          new Event.Attested(
              json.at(),
              json.path(),
              json.text("item"),
              json.text("who"),
              json.text("role"),
              json.text("note"),
              json.text("via"));
      case "waived" ->
          new Event.Waived(
              json.at(),
              json.path(),
              json.text("item"),
              json.text("who"),
              json.text("role"),
              json.text("reason"),
              json.instant("until"),
              json.text("via"));
      case "tripped" ->
          new Event.Tripped(json.at(), json.path(), json.text("by"), json.text("reason"));
      case "point-passed" -> new Event.PointPassed(json.at(), json.path(), json.text("why"));
      case "asked" -> new Event.Asked(json.at(), json.path(), question(json.object("question")));
      case "answered" ->
          new Event.Answered(
              json.at(),
              json.path(),
              json.word("choice", Choice.class),
              json.text("by"),
              json.text("note"));
      case "warned" -> new Event.Warned(json.at(), json.path(), json.text("reason"));
      case "paused" -> new Event.Paused(json.at(), json.text("by"), json.text("reason"));
      case "unpaused" -> new Event.Unpaused(json.at(), json.text("by"));
      case "rollback-started" ->
          new Event.RollbackStarted(
              json.at(), json.trigger(), json.path(), json.text("reason"), json.text("by"));
      case "stop-requested" ->
          new Event.StopRequested(
              json.at(), json.trigger(), json.path(), json.text("reason"), json.text("by"));
      case "announcement-started" ->
          new Event.AnnouncementStarted(
              json.at(),
              json.path(),
              json.integer("number"),
              json.text("moment"),
              json.text("phase"),
              json.text("subject"),
              json.text("text"));
      case "announcement-sent" ->
          new Event.AnnouncementSent(
              json.at(), json.path(), json.integer("number"), json.text("receipt"));
      case "announcement-failed" ->
          new Event.AnnouncementFailed(
              json.at(),
              json.path(),
              json.integer("number"),
              json.text("why"),
              json.flag("unknown"));
      case "closing" ->
          new Event.Closing(
              json.at(), json.word("outcome", Outcome.class), json.text("reason"), leftovers(json));
      case "run-ended" ->
          new Event.RunEnded(
              json.at(), json.word("outcome", Outcome.class), json.text("reason"), leftovers(json));
      default -> throw Json.newer("event", name);
    };
  }

  private static Event runStarted(LineReader json) throws JournalException {
    return new Event.RunStarted(
        json.at(),
        json.text("run"),
        PlanJson.read(json.object("plan")),
        json.object("inputs").raws(),
        json.text("by"));
  }

  private static Event runResumed(LineReader json) throws JournalException {
    @Nullable LineReader plan = json.find("plan");
    return new Event.RunResumed(
        json.at(),
        json.integer("epoch"),
        json.text("by"),
        plan == null ? null : PlanJson.read(plan),
        json.number("cut"));
  }

  private static Event sampled(LineReader json) throws JournalException {
    @Nullable LineReader danger = json.find("danger");
    return new Event.Sampled(
        json.at(),
        json.path(),
        json.work(),
        VerdictJson.read(json.object("verdict")),
        danger == null ? null : VerdictJson.read(danger));
  }

  private static Failure failure(LineReader json) throws JournalException {
    return new Failure(json.text("type"), json.text("message"), json.texts("causes"));
  }

  private static Question question(LineReader json) throws JournalException {
    return new Question(
        json.word("kind", Question.Kind.class),
        json.text("text"),
        json.words("choices", Choice.class));
  }

  private static List<Leftover> leftovers(LineReader json) throws JournalException {
    List<Leftover> leftovers = new ArrayList<>();
    for (LineReader leftover : json.objects("leftovers")) {
      leftovers.add(new Leftover(leftover.text("path"), leftover.text("why")));
    }
    return leftovers;
  }
}
