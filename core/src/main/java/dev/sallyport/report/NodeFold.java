package dev.sallyport.report;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's story while it grows: changed in place, so that no event copies those before it. */
final class NodeFold {
  private PlanDescription.Entry words;
  private NodeState state;
  private final List<AttemptStory> attempts;
  private @Nullable GateStory gate;
  private @Nullable GateStory verification;
  private final List<SendingStory> sendings;
  private BallotStory ballot;
  private @Nullable Question question;
  private boolean undoing;

  NodeFold(NodeStory node) {
    words = node.entry();
    state = node.state();
    attempts = new ArrayList<>(node.attempts());
    gate = node.gate();
    verification = node.verification();
    sendings = new ArrayList<>(node.sendings());
    ballot = node.ballot();
    question = node.question();
    undoing = node.count(Work.UNDO) > 0;
  }

  /** Returns the story with the words of a newer plan. */
  static NodeStory renewed(NodeStory node, PlanDescription.Entry entry) {
    NodeFold fold = new NodeFold(node);
    fold.words = entry;
    return fold.story();
  }

  NodeState state() {
    return state;
  }

  NodeStory story() {
    return new NodeStory(words, state, attempts, gate, verification, ballot, sendings, question);
  }

  void apply(Event.OfNode event) {
    if (event instanceof Event.AttemptStarted e) {
      attempts.add(AttemptStory.begun(e.work(), e.attempt(), e.at()));
      undoing |= e.work() == Work.UNDO;
      state = underWay(e.work());
    } else if (event instanceof Event.AttemptSucceeded e) {
      ended(e.at(), AttemptStory.Result.SUCCEEDED, "", null);
      state = e.work() == Work.UNDO ? NodeState.UNDONE : NodeState.DONE;
    } else if (event instanceof Event.AttemptFailed e) {
      Instant next = next(e.at(), e.retryAfter());
      ended(e.at(), AttemptStory.Result.FAILED, e.failure().toString(), next);
      state = next == null ? failed(e.work()) : NodeState.RETRYING;
    } else if (event instanceof Event.AttemptUnknown e) {
      ended(e.at(), AttemptStory.Result.UNKNOWN, e.why(), next(e.at(), e.retryAfter()));
      state = NodeState.UNKNOWN;
    } else if (event instanceof Event.FoundNotDone e) {
      ended(e.at(), AttemptStory.Result.SUCCEEDED, "", null);
      state = undoing ? NodeState.UNDONE : NodeState.NOT_DONE;
    } else if (event instanceof Event.CancelRequested) {
      state = NodeState.STOPPING;
    } else if (event instanceof Event.AttemptAbandoned || event instanceof Event.LateResult) {
      state = NodeState.UNKNOWN;
    } else if (words.kind().equals(Kinds.ANNOUNCEMENT)) {
      announced(event);
    } else {
      judged(event);
    }
  }

  private void announced(Event.OfNode event) {
    if (event instanceof Event.AnnouncementStarted e) {
      sendings.add(
          new SendingStory(
              e.number(),
              e.at(),
              e.moment(),
              e.phase(),
              e.subject(),
              null,
              SendingStory.Result.UNDER_WAY,
              ""));
    } else if (event instanceof Event.AnnouncementSent e) {
      sent(e.number(), e.at(), SendingStory.Result.SENT, e.receipt());
    } else if (event instanceof Event.AnnouncementFailed e) {
      SendingStory.Result how =
          e.unknown() ? SendingStory.Result.UNKNOWN : SendingStory.Result.NOT_SENT;
      sent(e.number(), e.at(), how, e.why());
    }
    state = sent();
  }

  private void sent(int number, Instant at, SendingStory.Result how, String what) {
    for (int i = sendings.size() - 1; i >= 0; i--) {
      if (sendings.get(i).number() == number) {
        sendings.set(i, sendings.get(i).ended(at, how, what));
        return;
      }
    }
  }

  /** Returns the worst that became of its sendings, or that one is under way. */
  private NodeState sent() {
    NodeState worst = sendings.isEmpty() ? NodeState.NOT_REACHED : NodeState.DONE;
    for (SendingStory sending : sendings) {
      switch (sending.result()) {
        case UNDER_WAY -> {
          return NodeState.SENDING;
        }
        case UNKNOWN -> worst = NodeState.UNKNOWN;
        case NOT_SENT -> worst = worst == NodeState.UNKNOWN ? worst : NodeState.FAILED;
        case SENT -> {}
      }
    }
    return worst;
  }

  private void judged(Event.OfNode event) {
    if (event instanceof Event.GateReached e) {
      reached(e);
    } else if (event instanceof Event.Sampled e) {
      put(e.work(), gate(e.work(), e).sampled(e.at(), e.verdict(), e.danger(), isFailure(e)));
    } else if (event instanceof Event.GateOpened e) {
      put(e.work(), gate(e.work(), e).closed(e.at(), null, e.reason()));
      state = e.work() == Work.UNDO ? NodeState.UNDONE : opened(e.at());
    } else if (event instanceof Event.GateFailed e) {
      put(e.work(), gate(e.work(), e).closed(e.at(), e.trigger(), e.reason()));
      state = failed(e.work());
    } else if (event instanceof Event.Tripped e) {
      String why = "tripped by " + e.by() + (e.reason().isBlank() ? "" : ": " + e.reason());
      put(Work.RUN, gate(Work.RUN, e).closed(e.at(), Trigger.TRIPPED_BY_HAND, why));
      state = NodeState.FAILED;
    } else if (event instanceof Event.PointPassed) {
      state = NodeState.DONE;
    } else if (event instanceof Event.Asked e) {
      question = e.question();
    } else if (event instanceof Event.Warned) {
      state = NodeState.WARNED;
    } else if (event instanceof Event.Answered e) {
      answered(e.choice());
    } else {
      ballot = ballot.with(event);
    }
  }

  /** To a watch and a monitor, what can be judged and is no pass is a failure. */
  private boolean isFailure(Event.Sampled e) {
    boolean strict = words.kind().equals(Kinds.WATCH) || words.kind().equals("monitor");
    return e.verdict() instanceof Verdict.Fail
        || strict && e.work() == Work.RUN && e.verdict() instanceof Verdict.Pending;
  }

  private void reached(Event.GateReached e) {
    put(e.work(), GateStory.reached(e.at(), e.exposure(), next(e.at(), within(e.work()))));
    if (e.work() == Work.UNDO) {
      state = NodeState.UNDOING;
      return;
    }
    ballot = ballot.anew(e.at());
    state = words.kind().equals(Kinds.WATCH) ? NodeState.WATCHING : NodeState.WAITING;
  }

  /** What holds a waiver is opened by it before anything is asked. */
  private NodeState opened(Instant at) {
    return ballot.waiver("", at) != null ? NodeState.WAIVED : NodeState.DONE;
  }

  /** The run began: the start waits for the end of its notice, if it has one. */
  void begun(Instant at) {
    Duration notice = StartPolicy.notice(words.policy());
    Instant end = notice == null ? null : at.plus(notice);
    gate = GateStory.reached(at, at, end);
    if (notice == null) {
      gate = gate.closed(at, null, "its time has come");
    }
    state = notice == null ? NodeState.DONE : NodeState.WAITING;
  }

  /** What was said of what waits lapses with a changed plan; a given approval is asked anew. */
  void changed(Instant at, String why, boolean forward) {
    boolean given = state == NodeState.DONE || state == NodeState.WAIVED;
    boolean approval = words.kind().equals("approval");
    if (state == NodeState.WAITING) {
      ballot = ballot.lapsed(at, why);
      if (approval && gate != null) {
        gate = gate.endingAt(next(gate.reachedAt(), within(Work.RUN)));
      }
    } else if (given && forward && approval) {
      ballot = ballot.lapsed(at, why);
      gate = GateStory.reached(at, at, next(at, within(Work.RUN)));
      state = NodeState.WAITING;
    }
  }

  private void answered(Choice choice) {
    question = null;
    state =
        switch (choice) {
          case ACCEPT -> undoing ? NodeState.UNDONE : NodeState.DONE;
          case NOT_DONE -> NodeState.NOT_DONE;
          case LEAVE -> NodeState.LEFT_OVER;
          case RETRY -> undoing ? NodeState.UNDOING : NodeState.NOT_REACHED;
          case TREAT_AS_STOPPED -> NodeState.UNKNOWN;
          case ROLL_BACK, STOP -> state;
        };
  }

  /** The engine that ran it is gone. */
  void orphaned(Instant at) {
    if (!attempts.isEmpty() && last().result() == AttemptStory.Result.UNDER_WAY) {
      String why = "its engine was gone before its end was recorded";
      ended(at, AttemptStory.Result.UNKNOWN, why, null);
      state = NodeState.UNKNOWN;
    }
  }

  /** The run turned back or stops: no attempt follows, little is asked. */
  void turned() {
    boolean stays = question != null && question.kind() == Question.Kind.STILL_RUNNING;
    question = stays ? question : null;
    state =
        switch (state) {
          case RETRYING -> failed(undoing ? Work.UNDO : Work.RUN);
          case WAITING, WATCHING -> NodeState.GIVEN_UP;
          default -> state;
        };
  }

  void leftOver() {
    state = NodeState.LEFT_OVER;
  }

  private AttemptStory last() {
    return attempts.get(attempts.size() - 1);
  }

  private void ended(Instant at, AttemptStory.Result how, String why, @Nullable Instant next) {
    if (!attempts.isEmpty() && last().endedAt() == null) {
      attempts.set(attempts.size() - 1, last().ended(at, how, why, next));
    }
  }

  private GateStory gate(Work work, Event event) {
    GateStory found = work == Work.UNDO ? verification : gate;
    return found != null ? found : GateStory.reached(event.at(), event.at(), null);
  }

  private void put(Work work, GateStory story) {
    if (work == Work.UNDO) {
      verification = story;
    } else {
      gate = story;
    }
  }

  private @Nullable Duration within(Work work) {
    return work == Work.UNDO
        ? Policies.verification(words.policy(), "within")
        : Policies.duration(words.policy(), "within");
  }

  private static NodeState underWay(Work work) {
    return switch (work) {
      case RUN -> NodeState.RUNNING;
      case PROBE -> NodeState.PROBING;
      case UNDO -> NodeState.UNDOING;
    };
  }

  private static NodeState failed(Work work) {
    return switch (work) {
      case RUN -> NodeState.FAILED;
      case PROBE -> NodeState.UNKNOWN;
      case UNDO -> NodeState.UNDO_FAILED;
    };
  }

  private static @Nullable Instant next(Instant at, @Nullable Duration later) {
    return later == null ? null : at.plus(later);
  }
}
