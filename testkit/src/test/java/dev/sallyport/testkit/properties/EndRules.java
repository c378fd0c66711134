package dev.sallyport.testkit.properties;

import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold at the end of a run: 15, 16 and 20. */
final class EndRules {
  private EndRules() {}

  static void judge(Trace trace, Facts facts, List<Breach> found) {
    oneEnd(trace, found);
    alive(trace, facts, found);
    if (trace.events().get(trace.events().size() - 1) instanceof Event.RunEnded ended) {
      if (ended.outcome() != trace.outcome()) {
        found.add(new Breach(15, ended + ", and the core says " + trace.outcome()));
      }
      switch (ended.outcome()) {
        case SUCCEEDED -> succeeded(trace, facts, found);
        case ROLLED_BACK, PARTIAL -> walkedBack(trace, facts, ended, found);
        case STOPPED -> stopped(facts, found);
      }
    }
  }

  /** 15: there is exactly one end, and nothing after it. */
  private static void oneEnd(Trace trace, List<Breach> found) {
    List<Event> events = trace.events();
    for (int i = 0; i < events.size() - 1; i++) {
      if (events.get(i) instanceof Event.RunEnded) {
        found.add(new Breach(15, events.get(i + 1) + " after the end"));
      }
    }
    if (!(events.get(0) instanceof Event.RunStarted)) {
      found.add(new Breach(15, "it has no beginning"));
    }
  }

  /** 16: succeeded means that everything was done. */
  private static void succeeded(Trace trace, Facts facts, List<Breach> found) {
    for (Node node : trace.plan().graph().nodes()) {
      Known known = facts.at(node);
      if (!known.done || known.live != null) {
        found.add(new Breach(16, "succeeded without " + node.path()));
      }
      boolean held = trace.effects().holds(node.path());
      boolean must = known.effect == Known.Effect.THERE && !Order.isReadOnly(node);
      if (must && !held && !trace.effects().wasTakenForDone(node.path())) {
        found.add(new Breach(16, "succeeded without the effect of " + node.path()));
      }
    }
  }

  /** 16: what is still there after a rollback is named, and only that is called partial. */
  private static void walkedBack(
      Trace trace, Facts facts, Event.RunEnded ended, List<Breach> found) {
    Set<String> named = new HashSet<>();
    ended.leftovers().stream().map(Leftover::path).forEach(named::add);
    if ((ended.outcome() == Outcome.PARTIAL) == named.isEmpty()) {
      found.add(new Breach(16, ended.outcome() + " with " + named));
    }
    for (Node node : trace.plan().graph().nodes()) {
      Known known = facts.at(node);
      if (known.live != null) {
        found.add(new Breach(16, "ended while " + known.live));
      }
      if (!Order.isReversible(node) || named.contains(node.path())) {
        continue;
      }
      if (trace.effects().holds(node.path())) {
        found.add(new Breach(16, "left without a word: " + node.path()));
      }
      if (known.effect.isInTheWay() || known.effect == Known.Effect.LEFT) {
        found.add(new Breach(16, "not taken back: " + node.path() + " " + known.effect));
      }
    }
    for (Graph.PhaseNode phase : trace.plan().graph().phases()) {
      Known known = facts.at(trace.order().rollbackPath(phase));
      boolean must = phase.phase().undo() != null && mustRun(trace, facts, phase);
      if (must
          && known.effect != Known.Effect.GONE
          && !named.contains(trace.order().rollbackPath(phase))) {
        found.add(new Breach(16, "not run: " + trace.order().rollbackPath(phase)));
      }
    }
  }

  /** Returns whether a step of a phase had an effect that no person called off. */
  private static boolean mustRun(Trace trace, Facts facts, Graph.PhaseNode phase) {
    return trace.plan().graph().nodes().stream()
        .filter(node -> trace.plan().graph().phaseOf(node).index() == phase.index())
        .anyMatch(
            node -> {
              Known.Effect effect = facts.at(node).effect;
              Step<?> step = Order.step(node);
              return step != null
                  && !(step.effect() instanceof Effect.ReadOnly<?>)
                  && effect != Known.Effect.NONE;
            });
  }

  /** A stop waits for what is under way. */
  private static void stopped(Facts facts, List<Breach> found) {
    for (Node node : facts.plan.graph().nodes()) {
      if (facts.at(node).live != null) {
        found.add(new Breach(16, "stopped while " + facts.at(node).live));
      }
    }
  }

  /** 20: a run ends, or waits for somebody. */
  private static void alive(Trace trace, Facts facts, List<Breach> found) {
    boolean waits =
        facts.paused
            || trace.run().waiting().stream().anyMatch(Waiting.ForAnswer.class::isInstance);
    if (trace.outcome() == null && !waits) {
      found.add(new Breach(20, "it neither ended nor waits: " + trace.run().waiting()));
    }
    Duration took = took(trace);
    if (took.compareTo(Bound.of(trace)) > 0) {
      found.add(new Breach(20, "it took " + took + " of " + Bound.of(trace)));
    }
  }

  /** Watches go on being asked while a run waits; that is no part of what it takes. */
  private static Duration took(Trace trace) {
    int last = trace.events().size() - 1;
    while (last > 0 && trace.events().get(last) instanceof Event.Sampled) {
      last--;
    }
    return Duration.between(trace.events().get(0).at(), trace.events().get(last).at());
  }
}
