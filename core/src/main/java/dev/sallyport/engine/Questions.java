package dev.sallyport.engine;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Question;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words in which a run asks a person: what happened, what was last seen, what may be answered.
 */
final class Questions {
  private Questions() {}

  static Question unknown(String path, UnitState unit, boolean mayAccept) {
    List<Choice> choices = new ArrayList<>(List.of(Choice.RETRY));
    if (mayAccept) {
      choices.add(Choice.ACCEPT);
    }
    choices.addAll(List.of(Choice.ROLL_BACK, Choice.STOP));
    return new Question(
        Question.Kind.UNKNOWN_OUTCOME,
        "It is unknown whether '"
            + path
            + "' took effect: "
            + open(unit.reasonOr("its attempt did not end"))
            + lookedFor(unit)
            + " Look at the system. RETRY runs the step again"
            + (mayAccept ? ", ACCEPT takes it as done" : "")
            + ", ROLL_BACK walks back, STOP ends the run here.",
        choices);
  }

  static Question unknownInRollback(String path, UnitState unit) {
    return new Question(
        Question.Kind.UNKNOWN_OUTCOME,
        "It is unknown whether '"
            + path
            + "' took effect: "
            + open(unit.reasonOr("its attempt did not end"))
            + lookedFor(unit)
            + " Look at the system, and take the effect back by hand if there is one. NOT_DONE says"
            + " that there is none (any more), LEAVE leaves it and names it as left over, STOP ends"
            + " the rollback here.",
        List.of(Choice.NOT_DONE, Choice.LEAVE, Choice.STOP));
  }

  private static String lookedFor(UnitState unit) {
    return unit.probeGaveUp == null
        ? ". It has no probe that could tell."
        : ". Its probe could not tell: " + open(unit.probeGaveUp) + ".";
  }

  static Question unknownUndo(String path, UnitState unit) {
    return new Question(
        Question.Kind.UNKNOWN_UNDO,
        "It is unknown whether the undo of '"
            + path
            + "' took effect: "
            + open(unit.reasonOr("its attempt did not end"))
            + lookedFor(unit)
            + " RETRY runs the undo again, ACCEPT takes it as undone, LEAVE names it as left over,"
            + " STOP ends the rollback here.",
        List.of(Choice.RETRY, Choice.ACCEPT, Choice.LEAVE, Choice.STOP));
  }

  static Question undoFailed(String path, UnitState unit) {
    return new Question(
        Question.Kind.UNDO_FAILED,
        "The undo of '"
            + path
            + "' failed: "
            + open(unit.reasonOr("no reason is known"))
            + ". What lies beneath it waits. RETRY runs the undo again, LEAVE skips it and names it"
            + " as left over, STOP ends the rollback here.",
        List.of(Choice.RETRY, Choice.LEAVE, Choice.STOP));
  }

  static Question stillRunning(String path, UnitState unit, Instant now) {
    return new Question(
        Question.Kind.STILL_RUNNING,
        "'"
            + path
            + "' was told to stop, because "
            + (unit.timedOut ? "its time ran out" : "the run turns back")
            + ", and was still running at "
            + now
            + ". Nothing that touches it starts until it ends. If you know that it no longer runs,"
            + " or end it by hand, answer TREAT_AS_STOPPED.",
        List.of(Choice.TREAT_AS_STOPPED));
  }

  static Question tripped(Question.Kind kind, String watch, String reason, @Nullable String point) {
    return new Question(
        kind,
        "The watch '"
            + watch
            + "' tripped: "
            + open(reason)
            + behind(point)
            + ". Nothing new starts until this is answered. RETRY watches on and counts anew, ACCEPT"
            + " ends the watch and goes on, ROLL_BACK walks back, STOP ends the run here.",
        List.of(Choice.RETRY, Choice.ACCEPT, Choice.ROLL_BACK, Choice.STOP));
  }

  /** Returns a reason without its full stop, since the sentence goes on or is ended here. */
  private static String open(String reason) {
    String said = reason.strip();
    return said.endsWith(".") && !said.endsWith("..") ? said.substring(0, said.length() - 1) : said;
  }

  private static String behind(@Nullable String point) {
    return point == null
        ? ""
        : ". The run is past '" + point + "', behind which nothing is rolled back on its own";
  }

  static Question failed(
      Question.Kind kind, String path, String reason, boolean mayAccept, @Nullable String point) {
    List<Choice> choices = new ArrayList<>(List.of(Choice.RETRY));
    if (mayAccept) {
      choices.add(Choice.ACCEPT);
    }
    choices.addAll(List.of(Choice.ROLL_BACK, Choice.STOP));
    return new Question(
        kind,
        "'"
            + path
            + "' failed: "
            + open(reason)
            + behind(point)
            + ". RETRY tries it again"
            + (mayAccept ? ", ACCEPT goes on as if it had passed" : "")
            + ", ROLL_BACK walks back, STOP ends the run here.",
        choices);
  }
}
