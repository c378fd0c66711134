package dev.sallyport.testkit.properties;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.StepContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What becomes of each call by its path, work and number, and what people say: the same for every
 * driver. Thread-safe.
 */
class Script implements Bodies {
  /** What becomes of the calls of one work of one node. */
  enum Call {
    GOOD,
    FAILS_AT_FIRST,
    FAILS,
    LOSES_ITS_FIRST_REPLY,
    IS_LOST_AT_FIRST
  }

  private final Map<String, Call> calls = new HashMap<>();
  private final Effects effects;

  Script() {
    this(new Effects());
  }

  Script(Effects effects) {
    this.effects = effects;
  }

  /** Returns this script with that fate for the calls of a node, or the check of a gate. */
  Script with(Work work, String path, Call call) {
    calls.put(work + " " + path, call);
    return this;
  }

  synchronized Effects effects() {
    return effects;
  }

  /** Does what a call does to the world, and throws what it throws. */
  synchronized void act(Work work, String path, int attempt) throws Exception {
    Call call = calls.getOrDefault(work + " " + path, Call.GOOD);
    boolean first = attempt == 1;
    boolean happens =
        switch (call) {
          case GOOD, LOSES_ITS_FIRST_REPLY -> true;
          case FAILS_AT_FIRST, IS_LOST_AT_FIRST -> !first;
          case FAILS -> false;
        };
    if (happens && work == Work.RUN) {
      effects.done(path);
    } else if (happens) {
      effects.undone(path);
    }
    if (call == Call.FAILS || call == Call.FAILS_AT_FIRST && first) {
      throw new IllegalStateException("as scripted");
    }
    if (first && (call == Call.LOSES_ITS_FIRST_REPLY || call == Call.IS_LOST_AT_FIRST)) {
      throw new OutcomeUnknownException("the reply was lost");
    }
  }

  synchronized boolean holds(String path) {
    return effects.holds(path);
  }

  @Override
  public void run(StepContext context) throws Exception {
    act(Work.RUN, context.path(), context.attempt());
  }

  @Override
  public Probed<Void> probe(StepContext context) {
    return holds(context.path()) ? Probed.done() : Probed.notDone();
  }

  @Override
  public void undo(StepContext context) throws Exception {
    act(Work.UNDO, context.path(), context.attempt());
  }

  @Override
  public synchronized Verdict judge(String gate) {
    Evidence evidence = Evidence.of(gate, Instant.EPOCH);
    return calls.getOrDefault(Work.RUN + " " + gate, Call.GOOD) == Call.FAILS
        ? Verdict.fail("bad", "as scripted", evidence)
        : Verdict.pass("as scripted", evidence);
  }

  /**
   * Returns what a person answers who looks at the ledger, and takes back by hand what they must.
   */
  synchronized Choice answer(Waiting.ForAnswer asked) {
    boolean there = effects.holds(asked.path());
    return switch (asked.question().kind()) {
      case UNKNOWN_OUTCOME -> {
        if (asked.question().choices().contains(Choice.NOT_DONE)) {
          effects.takenBack(asked.path());
          yield Choice.NOT_DONE;
        }
        boolean accept = there && asked.question().choices().contains(Choice.ACCEPT);
        yield accept ? Choice.ACCEPT : Choice.RETRY;
      }
      case UNKNOWN_UNDO -> effects.isUndone(asked.path()) ? Choice.ACCEPT : Choice.RETRY;
      case UNDO_FAILED -> Choice.LEAVE;
      case STILL_RUNNING -> Choice.TREAT_AS_STOPPED;
      default -> Choice.ROLL_BACK;
    };
  }
}
