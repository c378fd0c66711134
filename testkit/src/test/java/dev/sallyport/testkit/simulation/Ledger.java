package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.testkit.Scripted;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Surroundings in which all goes well but for what is said, and which remember what was done. */
final class Ledger implements Surroundings {
  final List<String> effects = new ArrayList<>();
  String hangs = "";
  boolean heedsInterrupt = true;
  boolean silent;
  int diesAt = -1;
  boolean goesOnAlone;
  private boolean died;

  @Override
  public Fate begins(Attempt attempt, Clock clock) {
    if (attempt.path().equals(hangs) && attempt.work() == Work.RUN) {
      return heedsInterrupt ? Fate.hangs(false) : Fate.cannotBeStopped(false);
    }
    return Fate.succeeds(attempt.made(null));
  }

  @Override
  public Attempt.@Nullable Result takesEffect(Attempt attempt) {
    if (attempt.work() == Work.RUN) {
      effects.add(attempt.path());
    } else if (attempt.work() == Work.UNDO) {
      effects.remove(attempt.path());
    }
    return null;
  }

  @Override
  public Answer asks(Order.TakeSample asked, Clock clock) {
    return new Answer(Scripted.passes("as scripted"), null, java.time.Duration.ZERO);
  }

  @Override
  public void waits(Waiting waiting, RunCore run, Instant now) {
    if (silent) {
      return;
    }
    if (waiting instanceof Waiting.ForVotes votes) {
      votes.roles().forEach(role -> run.vote(now, votes.path(), role, role, true, ""));
    } else if (waiting instanceof Waiting.ForAnswer asked) {
      List<Choice> choices = asked.question().choices();
      boolean there = effects.contains(asked.path());
      Choice choice = choices.get(0);
      if (asked.path().equals(hangs) && choices.contains(Choice.ROLL_BACK)) {
        choice = Choice.ROLL_BACK;
      } else if (there) {
        choice = choices.contains(Choice.ACCEPT) ? Choice.ACCEPT : Choice.LEAVE;
      }
      run.answer(now, asked.path(), choice, "ann", "as the ledger says");
    }
  }

  @Override
  public boolean diesAfter(int record, Event event) {
    boolean now = record == diesAt && !died;
    died |= now;
    return now;
  }

  @Override
  public boolean goesOnAlone(Attempt attempt) {
    return goesOnAlone;
  }
}
