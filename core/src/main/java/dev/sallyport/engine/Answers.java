package dev.sallyport.engine;

import dev.sallyport.journal.Event;

/** How a person's answer changes a unit. */
final class Answers {
  private Answers() {}

  static void apply(RunState state, int unit, Event.Answered event) {
    UnitState was = state.at(unit).with(s -> s.question = null);
    switch (event.choice()) {
      case RETRY -> state.set(unit, again(was));
      case ACCEPT -> {
        if (was.status.isUndo()) {
          Walkback.settle(state, unit, was.status(Status.UNDONE));
        } else {
          Forward.done(state, unit, was);
        }
      }
      case NOT_DONE ->
          Walkback.settle(
              state,
              unit,
              was.with(
                  s -> {
                    s.status = Status.UNDONE;
                    s.unknown = false;
                    s.absent = true;
                  }));
      case LEAVE ->
          Walkback.settle(
              state,
              unit,
              was.with(
                  s -> {
                    s.status = Status.LEFT;
                    s.reason = "left by " + event.by() + note(event);
                  }));
      case TREAT_AS_STOPPED -> Attempts.stopped(state, unit);
      case ROLL_BACK, STOP -> {
        state.set(unit, was);
        state.turnAnswer = event;
      }
    }
  }

  private static String note(Event.Answered event) {
    return event.note().isBlank() ? "" : ": " + event.note();
  }

  private static UnitState again(UnitState was) {
    return was.with(
        s -> {
          s.status = was.status.isUndo() ? Status.UNDO_READY : Status.READY;
          s.runFailures = 0;
          s.undoFailures = 0;
          s.dueAt = null;
          s.progress = null;
          s.judgedAtClose = false;
        });
  }
}
