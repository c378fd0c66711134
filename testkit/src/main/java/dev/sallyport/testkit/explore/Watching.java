package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.plan.Graph;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a run's journal says of its watches. */
final class Watching {
  private static final String WATCH = "@watch/";

  private Watching() {}

  static boolean isWatch(String path) {
    return path.startsWith(WATCH);
  }

  /** Returns what is at a path as people call it. */
  static String named(String path) {
    return isWatch(path) ? "the watch '" + path.substring(WATCH.length()) + "'" : "'" + path + "'";
  }

  /** Returns, for each record, the names of the watches that are open once it is written. */
  static List<List<String>> open(SimulatedRun run) {
    List<List<String>> all = new ArrayList<>();
    List<String> open = List.of();
    for (Event event : run.events()) {
      if (event instanceof Event.OfNode it && isWatch(it.path())) {
        List<String> next = new ArrayList<>(open);
        String name = it.path().substring(WATCH.length());
        if (event instanceof Event.GateReached) {
          next.add(name);
        } else if (!(event instanceof Event.Sampled)) {
          next.remove(name);
        }
        open = next;
      }
      all.add(open);
    }
    return all;
  }

  /** Adds what was begun behind the span of a watch that had not ended. */
  static void judge(SimulatedRun run, List<Breach> breaches) {
    Set<String> ended = new HashSet<>();
    for (Event event : run.events()) {
      if (event instanceof Event.OfNode it && isWatch(it.path())) {
        if (ends(it)) {
          ended.add(it.path());
        }
      } else if (event instanceof Event.OfNode it && Judge.isForward(it)) {
        for (Graph.WatchNode watch : run.plan().graph().watches()) {
          if (!ended.contains(watch.path()) && isBehind(run.plan().graph(), watch, it.path())) {
            breaches.add(
                new Breach(
                    Rule.WATCHED_TO_THE_END,
                    it.path(),
                    "'"
                        + it.path()
                        + "' was begun before "
                        + named(watch.path())
                        + " had judged what comes before it for the last time."));
          }
        }
      }
    }
  }

  private static boolean ends(Event.OfNode event) {
    return event instanceof Event.GateOpened
        || event instanceof Event.Warned
        || event instanceof Event.Answered answered && answered.choice() == Choice.ACCEPT;
  }

  private static boolean isBehind(Graph graph, Graph.WatchNode watch, String path) {
    if (watch.until() < 0) {
      return false;
    }
    BitSet behind = new BitSet();
    for (Graph.PhaseNode phase : graph.phases()) {
      for (int before : phase.before()) {
        if (before == watch.until() || behind.get(before)) {
          behind.set(phase.index());
        }
      }
    }
    return behind.get(graph.phaseOf(graph.node(graph.indexOf(path))).index());
  }
}
