package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the journal says of a run, event by event. */
final class Facts {
  final Plan plan;
  private final Order order;
  private final Map<String, Known> known = new LinkedHashMap<>();
  Event.@Nullable RollbackStarted back;
  Event.@Nullable StopRequested stop;
  boolean paused;
  boolean pointPassed;

  /** How many gates and approvals are reached and not judged. */
  int held;

  /** How many watches are open. */
  int watching;

  /** How many watches ask a person. */
  int watchesAsk;

  Facts(Order order) {
    this.order = order;
    this.plan = order.plan();
    for (Node node : plan.graph().nodes()) {
      known.put(node.path(), new Known(policy(node).verification() != null));
    }
    for (Graph.PhaseNode phase : plan.graph().phases()) {
      known.put(phase.rollbackPath(), new Known(phase.phase().undoPolicy().verification() != null));
    }
    for (Graph.WatchNode watch : plan.graph().watches()) {
      known.put(watch.path(), new Known(false));
    }
    known.put(NoticeRules.START, new Known(false));
    for (Graph.AnnouncementNode announcement : plan.graph().announcements()) {
      known.put(announcement.path(), new Known(false));
    }
  }

  private static UndoPolicy policy(Node node) {
    Step<?> step = Order.step(node);
    return step != null && step.effect() instanceof Effect.Reversible<?> it
        ? it.policy()
        : UndoPolicy.undo();
  }

  /** Returns how the undo of that path is run. */
  UndoPolicy policy(String path) {
    int node = plan.graph().indexOf(path);
    if (node >= 0) {
      return policy(plan.graph().node(node));
    }
    return java.util.Objects.requireNonNull(rollbackOf(path), path).phase().undoPolicy();
  }

  void see(Event event) {
    if (event instanceof Event.OfNode ofNode) {
      at(ofNode.path()).see(ofNode);
      boolean ofWatch = order.watchOf(ofNode.path()) != null;
      if (ofNode.path().equals(NoticeRules.START)) {
        return;
      }
      if (event instanceof Event.GateReached) {
        held += ofWatch ? 0 : 1;
        watching += ofWatch ? 1 : 0;
      } else if (event instanceof Event.GateOpened
          || event instanceof Event.GateFailed
          || event instanceof Event.Tripped) {
        held -= ofWatch ? 0 : 1;
        watching -= ofWatch ? 1 : 0;
      } else if (ofWatch && event instanceof Event.Asked) {
        watchesAsk++;
      } else if (ofWatch && event instanceof Event.Answered) {
        watchesAsk--;
      }
      pointPassed |= event instanceof Event.PointPassed;
    } else if (event instanceof Event.RunResumed) {
      known.values().forEach(Known::ownerChanged);
    } else if (event instanceof Event.RollbackStarted started) {
      back = started;
    } else if (event instanceof Event.StopRequested requested) {
      stop = requested;
    } else if (event instanceof Event.Paused) {
      paused = true;
    } else if (event instanceof Event.Unpaused) {
      paused = false;
    }
  }

  /** Returns whether its notice has not run out. */
  boolean isNoticed() {
    return plan.startRules().notice() != null && !at(NoticeRules.START).done;
  }

  boolean isWatch(String path) {
    return order.watchOf(path) != null;
  }

  Known at(String path) {
    Known found = known.get(path);
    if (found == null) {
      throw new IllegalArgumentException("The plan has no '" + path + "'.");
    }
    return found;
  }

  /** Returns how many attempts of that work may be running. */
  int live(Work work) {
    int count = 0;
    for (Known one : known.values()) {
      count += one.live != null && one.live.work() == work ? 1 : 0;
    }
    return count;
  }

  Known at(Node node) {
    return at(node.path());
  }

  /** Returns whether any step of a phase may have had an effect at any time. */
  boolean mayHaveHadEffect(Graph.PhaseNode phase) {
    for (Node node : plan.graph().nodes()) {
      if (plan.graph().phaseOf(node).index() == phase.index()
          && !Order.isReadOnly(node)
          && at(node).effect != Known.Effect.NONE) {
        return true;
      }
    }
    return false;
  }

  /** Returns the phase whose rollback that path is; null if it is none. */
  Graph.@Nullable PhaseNode rollbackOf(String path) {
    return order.rollbackOf(path);
  }
}
