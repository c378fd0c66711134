package dev.sallyport.report;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node's story while it grows: changed in place, so that no event copies those before it. */
final class NodeFold {
  private NodeStory words;
  private NodeState state;
  private final List<AttemptStory> attempts;
  private @Nullable GateStory gate;
  private @Nullable GateStory verification;
  private final List<Event.Voted> votes;
  private @Nullable Question question;
  private boolean undoing;

  NodeFold(NodeStory node) {
    words = node;
    state = node.state();
    attempts = new ArrayList<>(node.attempts());
    gate = node.gate();
    verification = node.verification();
    votes = new ArrayList<>(node.votes());
    question = node.question();
    undoing = node.count(Work.UNDO) > 0;
  }

  static NodeStory of(PlanDescription.Entry entry) {
    return NodeStory.unreached(entry.kind(), entry.path(), entry.structure(), entry.policy());
  }

  /** Returns the story with the words of a newer plan. */
  static NodeStory renewed(NodeStory node, PlanDescription.Entry entry) {
    NodeFold fold = new NodeFold(node);
    fold.words = of(entry);
    return fold.story();
  }

  NodeState state() {
    return state;
  }

  NodeStory story() {
    return new NodeStory(
        words.kind(),
        words.path(),
        words.structure(),
        words.policy(),
        state,
        attempts,
        gate,
        verification,
        votes,
        question);
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
    } else {
      judged(event);
    }
  }

  private void judged(Event.OfNode event) {
    if (event instanceof Event.GateReached e) {
      put(e.work(), GateStory.reached(e.at(), e.exposure(), next(e.at(), within(e.work()))));
      state = e.work() == Work.UNDO ? NodeState.UNDOING : NodeState.WAITING;
    } else if (event instanceof Event.Sampled e) {
      put(e.work(), gate(e.work(), e).sampled(e.at(), e.verdict(), e.danger()));
    } else if (event instanceof Event.GateOpened e) {
      put(e.work(), gate(e.work(), e).closed(e.at(), null, e.reason()));
      state = e.work() == Work.UNDO ? NodeState.UNDONE : NodeState.DONE;
    } else if (event instanceof Event.GateFailed e) {
      put(e.work(), gate(e.work(), e).closed(e.at(), e.trigger(), e.reason()));
      state = failed(e.work());
    } else if (event instanceof Event.Voted e) {
      votes.add(e);
    } else if (event instanceof Event.PointPassed) {
      state = NodeState.DONE;
    } else if (event instanceof Event.Asked e) {
      question = e.question();
    } else if (event instanceof Event.Warned) {
      state = NodeState.WARNED;
    } else if (event instanceof Event.Answered e) {
      answered(e.choice());
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
          case WAITING -> NodeState.GIVEN_UP;
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
