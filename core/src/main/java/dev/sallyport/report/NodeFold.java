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

/** What an event makes of a node's story. */
final class NodeFold {
  private NodeFold() {}

  static NodeStory of(PlanDescription.Entry entry) {
    return NodeStory.unreached(entry.kind(), entry.path(), entry.structure(), entry.policy());
  }

  /** Returns the story with the words of a newer plan. */
  static NodeStory renewed(NodeStory node, PlanDescription.Entry entry) {
    return new NodeStory(
        entry.kind(),
        node.path(),
        entry.structure(),
        entry.policy(),
        node.state(),
        node.attempts(),
        node.gate(),
        node.verification(),
        node.votes(),
        node.question());
  }

  static NodeStory apply(NodeStory node, Event.OfNode event) {
    if (event instanceof Event.AttemptStarted e) {
      List<AttemptStory> all = new ArrayList<>(node.attempts());
      all.add(AttemptStory.begun(e.work(), e.attempt(), e.at()));
      return node.attempts(all).in(underWay(e.work()));
    } else if (event instanceof Event.AttemptSucceeded e) {
      NodeState state = e.work() == Work.UNDO ? NodeState.UNDONE : NodeState.DONE;
      return ended(node, e.at(), AttemptStory.Result.SUCCEEDED, "", null).in(state);
    } else if (event instanceof Event.AttemptFailed e) {
      Instant next = next(e.at(), e.retryAfter());
      return ended(node, e.at(), AttemptStory.Result.FAILED, e.failure().toString(), next)
          .in(next == null ? failed(e.work()) : NodeState.RETRYING);
    } else if (event instanceof Event.AttemptUnknown e) {
      Instant next = next(e.at(), e.retryAfter());
      return ended(node, e.at(), AttemptStory.Result.UNKNOWN, e.why(), next).in(NodeState.UNKNOWN);
    } else if (event instanceof Event.FoundNotDone e) {
      boolean undoing = node.count(Work.UNDO) > 0;
      return ended(node, e.at(), AttemptStory.Result.SUCCEEDED, "", null)
          .in(undoing ? NodeState.UNDONE : NodeState.NOT_DONE);
    } else if (event instanceof Event.CancelRequested) {
      return node.in(NodeState.STOPPING);
    } else if (event instanceof Event.AttemptAbandoned || event instanceof Event.LateResult) {
      return node.in(NodeState.UNKNOWN);
    }
    return judged(node, event);
  }

  private static NodeStory judged(NodeStory node, Event.OfNode event) {
    if (event instanceof Event.GateReached e) {
      Duration within =
          e.work() == Work.UNDO
              ? Policies.verification(node.policy(), "within")
              : Policies.duration(node.policy(), "within");
      GateStory gate = GateStory.reached(e.at(), e.exposure(), next(e.at(), within));
      return node.gate(e.work(), gate)
          .in(e.work() == Work.UNDO ? NodeState.UNDOING : NodeState.WAITING);
    } else if (event instanceof Event.Sampled e) {
      return node.gate(e.work(), gate(node, e.work(), e).sampled(e.at(), e.verdict(), e.danger()));
    } else if (event instanceof Event.GateOpened e) {
      return node.gate(e.work(), gate(node, e.work(), e).closed(e.at(), null, e.reason()))
          .in(e.work() == Work.UNDO ? NodeState.UNDONE : NodeState.DONE);
    } else if (event instanceof Event.GateFailed e) {
      return node.gate(e.work(), gate(node, e.work(), e).closed(e.at(), e.trigger(), e.reason()))
          .in(failed(e.work()));
    } else if (event instanceof Event.Voted e) {
      List<Event.Voted> all = new ArrayList<>(node.votes());
      all.add(e);
      return node.votes(all);
    } else if (event instanceof Event.PointPassed) {
      return node.in(NodeState.DONE);
    } else if (event instanceof Event.Asked e) {
      return node.question(e.question());
    } else if (event instanceof Event.Warned) {
      return node.in(NodeState.WARNED);
    }
    return event instanceof Event.Answered e ? answered(node, e.choice()) : node;
  }

  private static NodeStory answered(NodeStory node, Choice choice) {
    boolean undoing = node.count(Work.UNDO) > 0;
    NodeStory told = node.question(null);
    return switch (choice) {
      case ACCEPT -> told.in(undoing ? NodeState.UNDONE : NodeState.DONE);
      case NOT_DONE -> told.in(NodeState.NOT_DONE);
      case LEAVE -> told.in(NodeState.LEFT_OVER);
      case RETRY -> told.in(undoing ? NodeState.UNDOING : NodeState.NOT_REACHED);
      case TREAT_AS_STOPPED -> told.in(NodeState.UNKNOWN);
      case ROLL_BACK, STOP -> told;
    };
  }

  /** Returns the story after the engine that ran it is gone. */
  static NodeStory orphaned(NodeStory node, Instant at) {
    AttemptStory last = node.lastAttempt();
    if (last == null || last.result() != AttemptStory.Result.UNDER_WAY) {
      return node;
    }
    String why = "its engine was gone before its end was recorded";
    return ended(node, at, AttemptStory.Result.UNKNOWN, why, null).in(NodeState.UNKNOWN);
  }

  /** Returns the story after the run turned back or stops: no attempt follows, little is asked. */
  static NodeStory turned(NodeStory node) {
    Question open = node.question();
    boolean stays = open != null && open.kind() == Question.Kind.STILL_RUNNING;
    NodeState state =
        switch (node.state()) {
          case RETRYING -> failed(node.count(Work.UNDO) > 0 ? Work.UNDO : Work.RUN);
          case WAITING -> NodeState.GIVEN_UP;
          default -> node.state();
        };
    return node.question(stays ? open : null).in(state);
  }

  private static NodeStory ended(
      NodeStory node, Instant at, AttemptStory.Result how, String why, @Nullable Instant next) {
    AttemptStory last = node.lastAttempt();
    if (last == null || last.endedAt() != null) {
      return node;
    }
    List<AttemptStory> all = new ArrayList<>(node.attempts());
    all.set(all.size() - 1, last.ended(at, how, why, next));
    return node.attempts(all);
  }

  private static GateStory gate(NodeStory node, Work work, Event event) {
    GateStory gate = work == Work.UNDO ? node.verification() : node.gate();
    return gate != null ? gate : GateStory.reached(event.at(), event.at(), null);
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
