package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.util.List;

/** What must hold when an undo starts. */
final class UndoRules {
  private UndoRules() {}

  /** 12: undo runs only for effects that happened or are unknown; never after it succeeded. */
  static void onlyWhatWasDone(Trace trace, Facts before, Event event, List<Breach> found) {
    if (!(event instanceof Event.AttemptStarted it) || it.work() != Work.UNDO) {
      return;
    }
    if (before.back == null) {
      found.add(new Breach(12, it.path() + " is undone, and the run does not walk back"));
    }
    Known known = before.at(it.path());
    Graph.PhaseNode phase = before.rollbackOf(it.path());
    if (phase != null) {
      if (!before.mayHaveHadEffect(phase)) {
        found.add(new Breach(12, it.path() + " runs, and nothing of the phase was done"));
      }
      if (known.effect == Known.Effect.GONE) {
        found.add(new Breach(12, it.path() + " runs again"));
      }
    } else if (known.effect != Known.Effect.THERE
        && known.effect != Known.Effect.MAYBE
        && known.effect != Known.Effect.TO_BE_VERIFIED) {
      found.add(new Breach(12, it.path() + " is undone, and its effect is " + known.effect));
    }
  }

  /** 13: a node is undone only after all its dependants are undone or declared irreversible. */
  static void behindWhatDepends(Trace trace, Facts before, Event event, List<Breach> found) {
    if (!(event instanceof Event.AttemptStarted it) || it.work() != Work.UNDO) {
      return;
    }
    for (Node other : trace.plan().graph().nodes()) {
      if (isBehind(trace, before, it.path(), other)
          && Order.isReversible(other)
          && before.at(other).effect.isInTheWay()) {
        found.add(new Breach(13, it.path() + " is undone before " + other.path()));
      }
    }
    for (Graph.PhaseNode phase : trace.plan().graph().phases()) {
      Known.Effect effect = before.at(trace.order().rollbackPath(phase)).effect;
      if (isBehind(trace, before, it.path(), phase)
          && phase.phase().undo() != null
          && before.mayHaveHadEffect(phase)
          && effect != Known.Effect.GONE
          && effect != Known.Effect.LEFT) {
        found.add(
            new Breach(13, it.path() + " is undone before " + trace.order().rollbackPath(phase)));
      }
    }
  }

  /** 14: undo never overlaps a live attempt of that node or its dependants. */
  static void besideNothingLive(Trace trace, Facts before, Event event, List<Breach> found) {
    if (!(event instanceof Event.AttemptStarted it) || it.work() != Work.UNDO) {
      return;
    }
    for (Node other : trace.plan().graph().nodes()) {
      boolean same = other.path().equals(it.path());
      if ((same || isBehind(trace, before, it.path(), other)) && before.at(other).live != null) {
        found.add(new Breach(14, it.path() + " is undone beside " + before.at(other).live));
      }
    }
  }

  /** Returns whether a node must be out of the way before that path may be undone. */
  private static boolean isBehind(Trace trace, Facts facts, String path, Node other) {
    Graph graph = trace.plan().graph();
    Graph.PhaseNode phase = facts.rollbackOf(path);
    if (phase == null) {
      return trace.order().isAfter(other.index(), graph.indexOf(path));
    }
    Graph.PhaseNode there = graph.phaseOf(other);
    return there.index() == phase.index() || trace.order().isPhaseAfter(there, phase);
  }

  /** Returns whether the rollback of a phase must have run before that path may be undone. */
  private static boolean isBehind(Trace trace, Facts facts, String path, Graph.PhaseNode other) {
    Graph.PhaseNode phase = facts.rollbackOf(path);
    return phase == null
        ? trace.order().isPhaseAfter(other, trace.plan().graph().indexOf(path))
        : trace.order().isPhaseAfter(other, phase);
  }
}
