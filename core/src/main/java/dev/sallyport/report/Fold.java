package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Event.PointPassed;
import dev.sallyport.journal.Event.Warned;
import dev.sallyport.plan.PlanDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a story of events, one after the other. */
final class Fold {
  private static final String START = "@start";

  private final Map<String, NodeStory> nodes = new LinkedHashMap<>();
  private final Map<String, NodeFold> growing = new HashMap<>();
  private final Set<String> undone = new LinkedHashSet<>();
  private final List<PointPassed> points = new ArrayList<>();
  private final List<Warned> warnings = new ArrayList<>();
  private Event.@Nullable RunStarted begun;
  private @Nullable PlanDescription plan;
  private int owners;
  private Event.@Nullable Paused pause;
  private Event.@Nullable RollbackStarted rollback;
  private Event.@Nullable StopRequested stop;
  private Event.@Nullable Closing closing;
  private Event.@Nullable RunEnded end;
  private @Nullable Instant lastAt;

  Fold() {}

  Fold(Story story) {
    nodes.putAll(story.nodes());
    undone.addAll(story.undone());
    points.addAll(story.points());
    warnings.addAll(story.warnings());
    begun = story.begun();
    plan = story.plan();
    owners = story.owners();
    pause = story.pause();
    rollback = story.rollback();
    stop = story.stop();
    closing = story.closing();
    end = story.end();
    lastAt = story.lastAt();
  }

  Fold add(List<Event> events) {
    for (Event event : events) {
      lastAt = event.at();
      if (event instanceof Event.OfNode ofNode) {
        node(ofNode);
      } else {
        run(event);
      }
    }
    return this;
  }

  Story story() {
    settle();
    return new Story(
        begun,
        plan,
        nodes,
        owners,
        List.copyOf(undone),
        points,
        warnings,
        pause,
        rollback,
        stop,
        closing,
        end,
        lastAt);
  }

  /** Writes down what has grown. */
  private void settle() {
    growing.forEach((path, node) -> nodes.put(path, node.story()));
    growing.clear();
  }

  private NodeFold grow(String path) {
    return growing.computeIfAbsent(path, p -> new NodeFold(find(p)));
  }

  private void run(Event event) {
    if (event instanceof Event.RunStarted started) {
      begun = started;
      owners = 1;
      plan(started.plan());
      if (nodes.containsKey(START)) {
        grow(START).begun(started.at());
      }
    } else if (event instanceof Event.RunResumed resumed) {
      resumed(resumed);
    } else if (event instanceof Event.Paused paused) {
      pause = paused;
    } else if (event instanceof Event.Unpaused) {
      pause = null;
    } else if (event instanceof Event.RollbackStarted started) {
      rollback = started;
      pause = started.byPerson() ? null : pause;
      nodes.keySet().forEach(path -> grow(path).turned());
    } else if (event instanceof Event.StopRequested requested) {
      stop = requested;
      nodes.keySet().forEach(path -> grow(path).turned());
    } else if (event instanceof Event.Closing over) {
      closing = over;
      over.leftovers().forEach(left -> grow(left.path()).leftOver());
    } else if (event instanceof Event.RunEnded ended) {
      end = ended;
      ended.leftovers().forEach(left -> grow(left.path()).leftOver());
    }
  }

  private void resumed(Event.RunResumed resumed) {
    owners = Math.max(owners + 1, resumed.epoch());
    PlanDescription older = plan;
    PlanDescription newer = resumed.plan();
    if (newer != null) {
      plan(newer);
    }
    nodes.keySet().forEach(path -> grow(path).orphaned(resumed.at()));
    if (older != null && newer != null && !same(older, newer)) {
      String why = "the plan changed from version " + older.version() + " to " + newer.version();
      boolean forward = rollback == null && stop == null && closing == null;
      nodes.keySet().forEach(path -> grow(path).changed(resumed.at(), why, forward));
    }
  }

  private static boolean same(PlanDescription older, PlanDescription newer) {
    return older.fingerprint().equals(newer.fingerprint())
        && older.policyFingerprint().equals(newer.policyFingerprint());
  }

  /** Takes a plan over; what already happened to its nodes is kept. */
  private void plan(PlanDescription newer) {
    plan = newer;
    settle();
    Map<String, NodeStory> old = new LinkedHashMap<>(nodes);
    nodes.clear();
    for (PlanDescription.Entry entry : Outline.of(newer).told()) {
      NodeStory was = old.remove(entry.path());
      nodes.put(
          entry.path(), was == null ? NodeStory.unreached(entry) : NodeFold.renewed(was, entry));
    }
    nodes.putAll(old);
  }

  /** Returns what is written down of a node; a phase's rollback is added when it begins. */
  private NodeStory find(String path) {
    return nodes.computeIfAbsent(
        path, p -> NodeStory.unreached(new PlanDescription.Entry(Kinds.of(p), p, "", "")));
  }

  private void node(Event.OfNode event) {
    NodeFold node = grow(event.path());
    node.apply(event);
    if (node.state() == NodeState.UNDONE) {
      undone.add(event.path());
    } else {
      undone.remove(event.path());
    }
    if (event instanceof PointPassed passed) {
      points.add(passed);
    } else if (event instanceof Warned warned) {
      warnings.add(warned);
    }
  }
}
