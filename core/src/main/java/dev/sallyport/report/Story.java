package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Event.PointPassed;
import dev.sallyport.journal.Event.Warned;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a run amount to. Immutable; grows by {@link #and}, so that a live display can
 * follow a run.
 *
 * @param begun how the run began; null if nothing was recorded
 * @param plan the plan it runs now, as data; null if nothing was recorded
 * @param nodes everything of which there is something to tell, by its path, in the plan's order:
 *     the start, the nodes, the watches, the announcements; a phase's rollback is added when it
 *     begins
 * @param owners how many engines have owned the run
 * @param undone what was undone, in the order in which it was done
 * @param points the points of no return that were passed
 * @param warnings the failures that were passed over
 * @param pause the pause that still holds; null for none
 * @param rollback what made it turn back; null if it did not
 * @param stop what made it stop; null if nothing did
 * @param closing that everything is over but the last announcements; null if it is not, or none are
 *     sent
 * @param end the end; null while there is none
 * @param lastAt when the last event happened; null if nothing was recorded
 */
public record Story(
    Event.@Nullable RunStarted begun,
    @Nullable PlanDescription plan,
    Map<String, NodeStory> nodes,
    int owners,
    List<String> undone,
    List<PointPassed> points,
    List<Warned> warnings,
    Event.@Nullable Paused pause,
    Event.@Nullable RollbackStarted rollback,
    Event.@Nullable StopRequested stop,
    Event.@Nullable Closing closing,
    Event.@Nullable RunEnded end,
    @Nullable Instant lastAt) {

  /** Copies the collections. */
  public Story {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    undone = List.copyOf(undone);
    points = List.copyOf(points);
    warnings = List.copyOf(warnings);
  }

  /** Returns the story of these events. */
  public static Story of(List<Event> events) {
    return new Fold().add(events).story();
  }

  /** Returns this story with one more event. */
  public Story and(Event event) {
    return and(List.of(event));
  }

  /** Returns this story with more events. */
  public Story and(List<Event> events) {
    return new Fold(this).add(events).story();
  }

  /** Returns the outcome; null while there is none. */
  public @Nullable Outcome outcome() {
    return end == null ? null : end.outcome();
  }

  /** Returns the outcome from when on nothing changes it any more; null until then. */
  public @Nullable Outcome decided() {
    return end == null && closing != null ? closing.outcome() : outcome();
  }

  /** Returns what is left over, from when on nothing changes it any more; empty until then. */
  public List<Leftover> leftovers() {
    if (end != null) {
      return end.leftovers();
    }
    return closing == null ? List.of() : closing.leftovers();
  }

  /** Returns the node of that path; null if there is none. */
  public @Nullable NodeStory node(String path) {
    return nodes.get(path);
  }

  /** Returns the phases in the plan's order. */
  public List<PhaseStory> phases() {
    Map<String, List<NodeStory>> inside = new LinkedHashMap<>();
    Map<String, NodeStory> rollbacks = new LinkedHashMap<>();
    for (NodeStory node : nodes.values()) {
      if (!node.standsInPhase()) {
        continue;
      }
      String phase = node.path().substring(0, Math.max(0, node.path().indexOf('/')));
      if (node.kind().equals(Kinds.ROLLBACK)) {
        rollbacks.put(phase, node);
      } else {
        inside.computeIfAbsent(phase, p -> new ArrayList<>()).add(node);
      }
    }
    List<PhaseStory> phases = new ArrayList<>();
    inside.forEach((name, list) -> phases.add(new PhaseStory(name, list, rollbacks.get(name))));
    return List.copyOf(phases);
  }

  /** Returns the wait for the time to start; null if the plan has no rules for it. */
  public @Nullable NodeStory start() {
    return nodes.values().stream()
        .filter(node -> node.kind().equals(Kinds.START))
        .findFirst()
        .orElse(null);
  }

  /** Returns the watches in the plan's order. */
  public List<NodeStory> watches() {
    return nodes.values().stream().filter(node -> node.kind().equals(Kinds.WATCH)).toList();
  }

  /** Returns the announcements in the plan's order. */
  public List<NodeStory> announcements() {
    return nodes.values().stream().filter(node -> node.kind().equals(Kinds.ANNOUNCEMENT)).toList();
  }

  /** Returns the nodes that ask a person, in the plan's order. */
  public List<NodeStory> asking() {
    return nodes.values().stream().filter(node -> node.question() != null).toList();
  }

  /**
   * Returns the node that explains why the run turned back or stopped: the one that the trigger
   * names. Null for none.
   */
  public @Nullable NodeStory cause() {
    if (rollback != null && !rollback.path().isEmpty()) {
      return node(rollback.path());
    }
    return stop == null ? null : node(stop.path());
  }

  /** Returns how long the run took; up to {@code now} if it has not ended, zero before it began. */
  public Duration elapsed(Instant now) {
    return begun == null
        ? Duration.ZERO
        : Duration.between(begun.at(), end == null ? now : end.at());
  }
}
