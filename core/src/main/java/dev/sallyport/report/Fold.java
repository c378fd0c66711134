package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Event.PointPassed;
import dev.sallyport.journal.Event.Warned;
import dev.sallyport.journal.Leftover;
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
  /** The kind of a phase's rollback. */
  static final String ROLLBACK = "rollback";

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
    } else if (event instanceof Event.RunResumed resumed) {
      owners = Math.max(owners + 1, resumed.epoch());
      if (resumed.plan() != null) {
        plan(resumed.plan());
      }
      nodes.keySet().forEach(path -> grow(path).orphaned(resumed.at()));
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
    } else if (event instanceof Event.RunEnded ended) {
      end = ended;
      for (Leftover leftover : ended.leftovers()) {
        grow(leftover.path()).leftOver();
      }
    }
  }

  /** Takes a plan over; what already happened to its nodes is kept. */
  private void plan(PlanDescription newer) {
    plan = newer;
    settle();
    Map<String, NodeStory> old = new LinkedHashMap<>(nodes);
    nodes.clear();
    for (Outline.PhaseOutline phase : Outline.of(newer).phases()) {
      for (List<PlanDescription.Entry> stage : phase.stages()) {
        for (PlanDescription.Entry entry : stage) {
          NodeStory was = old.remove(entry.path());
          nodes.put(entry.path(), was == null ? NodeFold.of(entry) : NodeFold.renewed(was, entry));
        }
      }
    }
    nodes.putAll(old);
  }

  /** Returns what is written down of a node; a phase's rollback is added when it begins. */
  private NodeStory find(String path) {
    return nodes.computeIfAbsent(
        path, p -> NodeStory.unreached(p.endsWith("/@rollback") ? ROLLBACK : "step", p, "", ""));
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
