package dev.sallyport.journal;

import java.io.IOException;
import java.util.List;

/**
 * Writes the name and the fields of events. A name is never changed and never used again: {@link
 * EventReader} has the other half.
 */
final class EventWriter {
  private EventWriter() {}

  static void write(Event event, LineWriter json) throws IOException {
    if (event instanceof Event.OfNode ofNode) {
      if (!attempt(ofNode, json) && !judging(ofNode, json) && !announcement(ofNode, json)) {
        person((Event.OfNode) event, json);
      }
    } else {
      run(event, json);
    }
  }

  private static void run(Event event, LineWriter json) throws IOException {
    if (event instanceof Event.RunStarted e) {
      json.text("event", "run-started");
      json.text("run", e.runId()).text("by", e.by()).raws("inputs", e.inputs());
      PlanJson.write("plan", e.plan(), json);
    } else if (event instanceof Event.RunResumed e) {
      json.text("event", "run-resumed").number("epoch", e.epoch()).text("by", e.by());
      json.number("cut", e.cut());
      if (e.plan() != null) {
        PlanJson.write("plan", e.plan(), json);
      }
    } else if (event instanceof Event.Paused e) {
      json.text("event", "paused").text("by", e.by()).text("reason", e.reason());
    } else if (event instanceof Event.Unpaused e) {
      json.text("event", "unpaused").text("by", e.by());
    } else if (event instanceof Event.RollbackStarted e) {
      json.text("event", "rollback-started").word("trigger", e.trigger()).text("path", e.path());
      json.text("reason", e.reason()).text("by", e.by());
    } else if (event instanceof Event.StopRequested e) {
      json.text("event", "stop-requested").word("trigger", e.trigger()).text("path", e.path());
      json.text("reason", e.reason()).text("by", e.by());
    } else if (event instanceof Event.RunEnded e) {
      json.text("event", "run-ended").word("outcome", e.outcome()).text("reason", e.reason());
      leftovers(e.leftovers(), json);
    } else if (event instanceof Event.Closing e) {
      json.text("event", "closing").word("outcome", e.outcome()).text("reason", e.reason());
      leftovers(e.leftovers(), json);
    } else {
      throw unknown(event);
    }
  }

  private static void leftovers(List<Leftover> leftovers, LineWriter json) throws IOException {
    if (!leftovers.isEmpty()) {
      json.openList("leftovers");
      for (Leftover leftover : leftovers) {
        json.open().text("path", leftover.path()).text("why", leftover.why()).close();
      }
      json.closeList();
    }
  }

  private static boolean attempt(Event.OfNode event, LineWriter json) throws IOException {
    if (event instanceof Event.AttemptStarted e) {
      attempt("attempt-started", e, e.work(), e.attempt(), json);
    } else if (event instanceof Event.AttemptSucceeded e) {
      attempt("attempt-succeeded", e, e.work(), e.attempt(), json);
      String output = e.output().json();
      if (!output.equals("null")) {
        json.raw("output", output);
      }
    } else if (event instanceof Event.AttemptFailed e) {
      attempt("attempt-failed", e, e.work(), e.attempt(), json);
      Failure failure = e.failure();
      json.open("failure").text("type", failure.type()).text("message", failure.message());
      json.texts("causes", failure.causes()).close().duration("retryAfter", e.retryAfter());
    } else if (event instanceof Event.AttemptUnknown e) {
      attempt("attempt-unknown", e, e.work(), e.attempt(), json);
      json.text("why", e.why()).duration("retryAfter", e.retryAfter());
    } else if (event instanceof Event.FoundNotDone e) {
      node("found-not-done", e, json).number("attempt", e.attempt());
    } else if (event instanceof Event.CancelRequested e) {
      attempt("cancel-requested", e, e.work(), e.attempt(), json);
      json.text("why", e.why()).flag("timedOut", e.timedOut()).instant("until", e.until());
    } else if (event instanceof Event.AttemptAbandoned e) {
      attempt("attempt-abandoned", e, e.work(), e.attempt(), json);
    } else if (event instanceof Event.LateResult e) {
      attempt("late-result", e, e.work(), e.attempt(), json);
      json.text("result", e.result());
    } else {
      return false;
    }
    return true;
  }

  private static boolean judging(Event.OfNode event, LineWriter json) throws IOException {
    if (event instanceof Event.GateReached e) {
      node("gate-reached", e, json).word("work", e.work()).instant("exposure", e.exposure());
    } else if (event instanceof Event.Sampled e) {
      node("sampled", e, json).word("work", e.work());
      VerdictJson.write("verdict", e.verdict(), json);
      if (e.danger() != null) {
        VerdictJson.write("danger", e.danger(), json);
      }
    } else if (event instanceof Event.GateOpened e) {
      node("gate-opened", e, json).word("work", e.work()).text("reason", e.reason());
    } else if (event instanceof Event.GateFailed e) {
      node("gate-failed", e, json).word("work", e.work()).word("trigger", e.trigger());
      json.text("reason", e.reason());
    } else {
      return false;
    }
    return true;
  }

  private static boolean announcement(Event.OfNode event, LineWriter json) throws IOException {
    if (event instanceof Event.AnnouncementStarted e) {
      node("announcement-started", e, json).number("number", e.number());
      json.text("moment", e.moment()).text("phase", e.phase());
      json.text("subject", e.subject()).text("text", e.text());
    } else if (event instanceof Event.AnnouncementSent e) {
      node("announcement-sent", e, json).number("number", e.number());
      json.text("receipt", e.receipt());
    } else if (event instanceof Event.AnnouncementFailed e) {
      node("announcement-failed", e, json).number("number", e.number());
      json.text("why", e.why()).flag("unknown", e.unknown());
    } else {
      return false;
    }
    return true;
  }

  private static void person(Event.OfNode event, LineWriter json) throws IOException {
    if (event instanceof Event.Voted e) {
      node("voted", e, json).text("who", e.who()).text("role", e.role());
      json.flag("approved", e.approved()).text("note", e.note());
      via(e.via(), json);
    } else if (event instanceof Event.Attested e) {
      node("attested", e, json).text("item", e.item()).text("who", e.who()).text("role", e.role());
      json.text("note", e.note());
      via(e.via(), json);
    } else if (event instanceof Event.Waived e) {
      node("waived", e, json).text("item", e.item()).text("who", e.who()).text("role", e.role());
      json.text("reason", e.reason()).instant("until", e.until());
      via(e.via(), json);
    } else if (event instanceof Event.Tripped e) {
      node("tripped", e, json).text("by", e.by()).text("reason", e.reason());
    } else if (event instanceof Event.PointPassed e) {
      node("point-passed", e, json).text("why", e.why());
    } else if (event instanceof Event.Asked e) {
      Question question = e.question();
      node("asked", e, json).open("question").word("kind", question.kind());
      json.text("text", question.text()).words("choices", question.choices()).close();
    } else if (event instanceof Event.Answered e) {
      node("answered", e, json)
          .word("choice", e.choice())
          .text("by", e.by())
          .text("note", e.note());
    } else if (event instanceof Event.Warned e) {
      node("warned", e, json).text("reason", e.reason());
    } else {
      throw unknown(event);
    }
  }

  private static void via(String via, LineWriter json) throws IOException {
    if (!via.isEmpty()) {
      json.text("via", via);
    }
  }

  private static void attempt(
      String name, Event.OfNode event, Work work, int attempt, LineWriter json) throws IOException {
    node(name, event, json).word("work", work).number("attempt", attempt);
  }

  private static LineWriter node(String name, Event.OfNode event, LineWriter json)
      throws IOException {
    return json.text("event", name).text("path", event.path());
  }

  private static IllegalArgumentException unknown(Event event) {
    return new IllegalArgumentException("there is no form for a " + event.getClass().getName());
  }
}
