package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Node;
import java.util.Set;

/** Interesting moments; a suite that never comes to one of them has proved nothing about it. */
enum Sight {
  ROLLBACK_INSIDE_PARALLEL_WORK,
  ROLLBACK_WHILE_A_PROBE_RUNS,
  UNKNOWN_OUTCOME,
  UNKNOWN_DURING_UNDO,
  TIMED_OUT,
  NOT_STOPPED_WITHIN_GRACE,
  PROBE_NOT_STOPPED_WITHIN_GRACE,
  LATE_RESULT,
  TREATED_AS_STOPPED,
  UNDO_NOT_STOPPED_WITHIN_GRACE,
  OWNER_CHANGE,
  OWNER_CHANGE_WHILE_A_STEP_RUNS,
  OWNER_CHANGE_WHILE_AN_UNDO_RUNS,
  OWNER_CHANGE_WHILE_A_PROBE_RUNS,
  OWNER_CHANGE_WHILE_WALKING_BACK,
  OWNER_CHANGE_AT_A_GATE,
  PROBE_FOUND_IT_DONE,
  PROBE_FOUND_IT_NOT_DONE,
  PROBE_COULD_NOT_TELL,
  UNDO_PROBED,
  UNDO_TRIED_AGAIN,
  UNDO_FAILED,
  UNDO_VERIFIED,
  VERIFICATION_FAILED,
  UNDOS_SIDE_BY_SIDE,
  PHASE_ROLLED_BACK,
  RETRIED,
  PASSED_OVER,
  ACCEPTED_BY_A_PERSON,
  LEFT_BY_A_PERSON,
  NOT_DONE_BY_A_PERSON,
  ROLLED_BACK_BY_AN_ANSWER,
  ASKED_BEHIND_A_POINT_OF_NO_RETURN,
  ASKED_ABOUT_A_FAILED_UNDO,
  ASKED_ABOUT_AN_UNKNOWN_UNDO,
  GATE_FAILED,
  GATE_TIMED_OUT,
  GATE_NOT_AT_ONCE,
  REJECTED,
  APPROVAL_TIMED_OUT,
  PAUSED,
  PAUSED_WHILE_WALKING_BACK,
  ABORTED,
  STOPPED_WHILE_WALKING_BACK,
  SUCCEEDED,
  ROLLED_BACK,
  PARTIAL,
  STOPPED,
  WAITS_FOR_A_PERSON,
  MONITOR_TO_ITS_END,
  MONITOR_FAILED,
  MONITOR_BLIND,
  SOAKED,
  WATCH_CLOSED,
  WATCH_TRIPPED,
  WATCH_BLIND,
  WATCH_TRIPPED_BY_HAND,
  WATCH_TRIPPED_IN_A_PAUSE,
  WATCH_TRIPPED_WHILE_A_GATE_HOLDS,
  WATCH_TRIPPED_WHILE_A_STEP_RUNS,
  WATCH_ONLY_WARNED,
  WATCH_ASKED_BEHIND_A_POINT_OF_NO_RETURN,
  WATCH_WATCHED_ON,
  WATCH_ENDED_BY_A_PERSON,
  WATCH_ROLLED_BACK,
  WATCH_STOPPED_THE_RUN,
  OWNER_CHANGE_WHILE_A_WATCH_IS_OPEN,
  OWNER_CHANGE_WHILE_A_WATCH_ASKS,
  ITEM_WAIVED,
  APPROVAL_WAIVED,
  GATE_WAIVED,
  WAIVER_ENDED,
  NOTICE_RAN_OUT,
  TURNED_IN_THE_NOTICE,
  OWNER_CHANGE_IN_THE_NOTICE;

  /** Adds what is to be seen in a run. */
  static void addAll(Trace trace, Set<Sight> seen) {
    Facts facts = new Facts(trace.order());
    for (Event event : trace.events()) {
      look(facts, event, seen);
      facts.see(event);
    }
    if (trace.outcome() == null) {
      seen.add(WAITS_FOR_A_PERSON);
    }
  }

  private static void look(Facts facts, Event event, Set<Sight> seen) {
    if (event instanceof Event.RunResumed) {
      ownerChanged(facts, seen);
    } else if (event instanceof Event.RollbackStarted back) {
      add(seen, TURNED_IN_THE_NOTICE, facts.isNoticed());
      add(seen, ROLLBACK_INSIDE_PARALLEL_WORK, facts.live(Work.RUN) > 1);
      add(seen, ROLLBACK_WHILE_A_PROBE_RUNS, facts.live(Work.PROBE) > 0);
      add(seen, WATCH_ROLLED_BACK, facts.isWatch(back.path()));
      add(seen, ABORTED, back.trigger() == Trigger.OPERATOR && back.path().isEmpty());
    } else if (event instanceof Event.StopRequested stop) {
      add(seen, WATCH_STOPPED_THE_RUN, facts.isWatch(stop.path()));
      add(seen, STOPPED_WHILE_WALKING_BACK, facts.back != null);
    } else if (event instanceof Event.Paused) {
      seen.add(facts.back == null ? PAUSED : PAUSED_WHILE_WALKING_BACK);
    } else if (event instanceof Event.RunEnded ended) {
      seen.add(valueOf(ended.outcome().name()));
    } else if (event instanceof Event.OfNode ofNode && facts.isWatch(ofNode.path())) {
      watch(facts, ofNode, seen);
    } else if (event instanceof Event.OfNode ofNode) {
      ofTime(facts, ofNode, seen);
      node(facts.at(ofNode.path()), facts, ofNode, seen);
    }
  }

  private static void add(Set<Sight> seen, Sight sight, boolean holds) {
    if (holds) {
      seen.add(sight);
    }
  }

  private static void ownerChanged(Facts facts, Set<Sight> seen) {
    seen.add(OWNER_CHANGE);
    add(seen, OWNER_CHANGE_IN_THE_NOTICE, facts.isNoticed());
    add(seen, OWNER_CHANGE_WHILE_A_STEP_RUNS, facts.live(Work.RUN) > 0);
    add(seen, OWNER_CHANGE_WHILE_AN_UNDO_RUNS, facts.live(Work.UNDO) > 0);
    add(seen, OWNER_CHANGE_WHILE_A_PROBE_RUNS, facts.live(Work.PROBE) > 0);
    add(seen, OWNER_CHANGE_WHILE_WALKING_BACK, facts.back != null);
    add(seen, OWNER_CHANGE_AT_A_GATE, facts.held > 0);
    add(seen, OWNER_CHANGE_WHILE_A_WATCH_IS_OPEN, facts.watching > 0);
    add(seen, OWNER_CHANGE_WHILE_A_WATCH_ASKS, facts.watchesAsk > 0);
  }

  private static void watch(Facts facts, Event.OfNode event, Set<Sight> seen) {
    if (event instanceof Event.GateFailed || event instanceof Event.Tripped) {
      seen.add(
          event instanceof Event.GateFailed failed
              ? failed.trigger() == Trigger.WATCH_BLIND ? WATCH_BLIND : WATCH_TRIPPED
              : WATCH_TRIPPED_BY_HAND);
      add(seen, WATCH_TRIPPED_IN_A_PAUSE, facts.paused);
      add(seen, WATCH_TRIPPED_WHILE_A_GATE_HOLDS, facts.held > 0);
      add(seen, WATCH_TRIPPED_WHILE_A_STEP_RUNS, facts.live(Work.RUN) > 0);
    } else if (event instanceof Event.GateOpened) {
      seen.add(WATCH_CLOSED);
    } else if (event instanceof Event.Warned) {
      seen.add(WATCH_ONLY_WARNED);
    } else if (event instanceof Event.Asked asked) {
      add(
          seen,
          WATCH_ASKED_BEHIND_A_POINT_OF_NO_RETURN,
          asked.question().kind() == Question.Kind.BEHIND_POINT_OF_NO_RETURN);
    } else if (event instanceof Event.Answered answered) {
      add(seen, WATCH_WATCHED_ON, answered.choice() == Choice.RETRY);
      add(seen, WATCH_ENDED_BY_A_PERSON, answered.choice() == Choice.ACCEPT);
    }
  }

  /** Monitors and soaks. */
  private static void ofTime(Facts facts, Event.OfNode event, Set<Sight> seen) {
    int index = facts.plan.graph().indexOf(event.path());
    if (index < 0 || !(facts.plan.graph().node(index) instanceof Node.GateNode node)) {
      return;
    }
    boolean monitor = node.gate().policy().kind() == GatePolicy.Kind.MONITOR;
    boolean soak = node.gate().policy().kind() == GatePolicy.Kind.SOAK;
    boolean opened = event instanceof Event.GateOpened;
    add(seen, MONITOR_TO_ITS_END, monitor && opened);
    add(seen, SOAKED, soak && opened);
    if (monitor && event instanceof Event.GateFailed failed) {
      seen.add(failed.trigger() == Trigger.GATE_FAILED ? MONITOR_FAILED : MONITOR_BLIND);
    }
  }

  private static void node(Known known, Facts facts, Event.OfNode event, Set<Sight> seen) {
    if (event instanceof Event.AttemptStarted started) {
      boolean undo = started.work() == Work.UNDO;
      add(seen, UNDOS_SIDE_BY_SIDE, undo && facts.live(Work.UNDO) > 0);
      add(seen, PHASE_ROLLED_BACK, undo && facts.rollbackOf(started.path()) != null);
      add(seen, UNDO_TRIED_AGAIN, undo && known.undoBegun);
      add(seen, RETRIED, started.work() == Work.RUN && started.attempt() > 1);
      add(seen, UNDO_PROBED, started.work() == Work.PROBE && known.undoBegun);
    } else if (event instanceof Event.AttemptSucceeded it) {
      add(seen, PROBE_FOUND_IT_DONE, it.work() == Work.PROBE);
    } else if (event instanceof Event.AttemptFailed it) {
      add(seen, UNDO_FAILED, it.work() == Work.UNDO && it.retryAfter() == null);
    } else if (event instanceof Event.AttemptUnknown it) {
      seen.add(
          switch (it.work()) {
            case RUN -> UNKNOWN_OUTCOME;
            case PROBE -> PROBE_COULD_NOT_TELL;
            case UNDO -> UNKNOWN_DURING_UNDO;
          });
    } else if (event instanceof Event.FoundNotDone) {
      seen.add(PROBE_FOUND_IT_NOT_DONE);
    } else if (event instanceof Event.CancelRequested it) {
      add(seen, TIMED_OUT, it.timedOut());
    } else if (event instanceof Event.AttemptAbandoned it) {
      seen.add(
          switch (it.work()) {
            case RUN -> NOT_STOPPED_WITHIN_GRACE;
            case PROBE -> PROBE_NOT_STOPPED_WITHIN_GRACE;
            case UNDO -> UNDO_NOT_STOPPED_WITHIN_GRACE;
          });
    } else if (event instanceof Event.LateResult) {
      seen.add(LATE_RESULT);
    } else if (event instanceof Event.Attested) {
      add(seen, WAIVER_ENDED, known.itemWaived);
    } else if (event instanceof Event.Waived it) {
      int index = facts.plan.graph().indexOf(it.path());
      boolean approval = facts.plan.graph().node(index) instanceof Node.ApprovalNode;
      seen.add(it.item().isEmpty() ? approval ? APPROVAL_WAIVED : GATE_WAIVED : ITEM_WAIVED);
    } else {
      judged(event, seen);
    }
  }

  private static void judged(Event.OfNode event, Set<Sight> seen) {
    if (event instanceof Event.Warned) {
      seen.add(PASSED_OVER);
    } else if (event instanceof Event.GateOpened it) {
      add(seen, NOTICE_RAN_OUT, it.path().equals(NoticeRules.START));
      add(seen, UNDO_VERIFIED, it.work() == Work.UNDO);
      add(seen, GATE_NOT_AT_ONCE, it.reason().startsWith("held for"));
    } else if (event instanceof Event.GateFailed it) {
      add(seen, VERIFICATION_FAILED, it.work() == Work.UNDO);
      switch (it.trigger()) {
        case GATE_FAILED -> seen.add(GATE_FAILED);
        case GATE_TIMED_OUT -> seen.add(GATE_TIMED_OUT);
        case REJECTED -> seen.add(REJECTED);
        case APPROVAL_TIMED_OUT -> seen.add(APPROVAL_TIMED_OUT);
        default -> {}
      }
    } else if (event instanceof Event.Asked it) {
      Question.Kind kind = it.question().kind();
      add(seen, ASKED_BEHIND_A_POINT_OF_NO_RETURN, kind == Question.Kind.BEHIND_POINT_OF_NO_RETURN);
      add(seen, ASKED_ABOUT_A_FAILED_UNDO, kind == Question.Kind.UNDO_FAILED);
      add(seen, ASKED_ABOUT_AN_UNKNOWN_UNDO, kind == Question.Kind.UNKNOWN_UNDO);
    } else if (event instanceof Event.Answered it) {
      add(seen, ACCEPTED_BY_A_PERSON, it.choice() == Choice.ACCEPT);
      add(seen, LEFT_BY_A_PERSON, it.choice() == Choice.LEAVE);
      add(seen, NOT_DONE_BY_A_PERSON, it.choice() == Choice.NOT_DONE);
      add(seen, ROLLED_BACK_BY_AN_ANSWER, it.choice() == Choice.ROLL_BACK);
      add(seen, TREATED_AS_STOPPED, it.choice() == Choice.TREAT_AS_STOPPED);
    }
  }
}
