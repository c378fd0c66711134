package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one node or phase's rollback, told anew from the contracts and not from
 * the engine.
 */
final class Known {
  /** What is known of the effect. */
  enum Effect {
    NONE,
    MAYBE,
    THERE,
    /** Its undo ran, and its verification has still to say so. */
    TO_BE_VERIFIED,
    GONE,
    LEFT;

    boolean isInTheWay() {
      return this == MAYBE || this == THERE || this == TO_BE_VERIFIED;
    }
  }

  private final boolean verified;
  Effect effect = Effect.NONE;
  Event.@Nullable AttemptStarted live;
  boolean done;
  boolean undoBegun;

  /** Whether an item of it was waived, be it that the waiver has ended. */
  boolean itemWaived;

  /** Creates what is known before anything happened; {@code verified} if its undo is. */
  Known(boolean verified) {
    this.verified = verified;
  }

  void see(Event.OfNode event) {
    if (event instanceof Event.AttemptStarted started) {
      live = started;
      undoBegun |= started.work() == Work.UNDO;
    } else if (event instanceof Event.AttemptSucceeded succeeded) {
      live = null;
      if (succeeded.work() == Work.UNDO) {
        gone();
      } else {
        effect = Effect.THERE;
        done |= !undoBegun;
      }
    } else if (event instanceof Event.AttemptFailed) {
      live = null;
    } else if (event instanceof Event.AttemptUnknown unknown) {
      live = null;
      unknown(unknown.work());
    } else if (event instanceof Event.FoundNotDone) {
      live = null;
      absent();
    } else if (event instanceof Event.LateResult late) {
      live = null;
      unknown(late.work());
    } else if (event instanceof Event.Waived waived) {
      itemWaived |= !waived.item().isEmpty();
    } else {
      judged(event);
    }
  }

  private void judged(Event.OfNode event) {
    if (event instanceof Event.GateOpened opened && opened.work() == Work.UNDO) {
      effect = Effect.GONE;
    } else if (event instanceof Event.GateOpened
        || event instanceof Event.PointPassed
        || event instanceof Event.Warned) {
      done = true;
    } else if (event instanceof Event.Answered answered) {
      answered(answered);
    }
  }

  private void answered(Event.Answered answered) {
    switch (answered.choice()) {
      case ACCEPT -> {
        effect = undoBegun ? Effect.GONE : Effect.THERE;
        done = true;
      }
      case NOT_DONE -> effect = Effect.GONE;
      case LEAVE -> effect = Effect.LEFT;
      case TREAT_AS_STOPPED -> {
        Event.AttemptStarted stopped = live;
        live = null;
        if (stopped != null) {
          unknown(stopped.work());
        }
      }
      default -> {}
    }
  }

  /** The engine died: what was under way has an unknown outcome. */
  void ownerChanged() {
    Event.AttemptStarted orphan = live;
    live = null;
    if (orphan != null) {
      unknown(orphan.work());
    }
  }

  private void unknown(Work work) {
    if (work == Work.RUN) {
      effect = Effect.MAYBE;
    }
  }

  private void absent() {
    if (undoBegun) {
      gone();
    } else {
      effect = Effect.NONE;
    }
  }

  private void gone() {
    effect = verified ? Effect.TO_BE_VERIFIED : Effect.GONE;
  }
}
