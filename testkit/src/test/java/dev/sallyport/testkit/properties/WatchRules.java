package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * 31 to 35: a watch is open exactly over its span, trips exactly when its rule says so, is obeyed
 * as the plan says, judges anew after another engine took over, and is never silent for longer than
 * it may be.
 */
final class WatchRules {
  private final Trace trace;
  private final List<Breach> found;
  private final Facts facts;
  private final List<Watched> all = new ArrayList<>();
  private Instant last = Instant.EPOCH;

  WatchRules(Trace trace, Facts before, List<Breach> found) {
    this.trace = trace;
    this.found = found;
    this.facts = before;
    trace.plan().graph().watches().forEach(watch -> all.add(new Watched(watch)));
  }

  void see(Event event) {
    if (!all.isEmpty()) {
      boolean forward = facts.back == null && facts.stop == null;
      if (forward && !(event instanceof Event.RunStarted)) {
        all.forEach(this::span);
        if (!(event instanceof Event.RunResumed)) {
          all.forEach(watch -> inTime(watch, event));
        }
      }
      judge(event, forward);
    }
    last = event.at();
  }

  private void judge(Event event, boolean forward) {
    if (event instanceof Event.RunResumed) {
      Duration downtime = Duration.between(last, event.at());
      all.forEach(watch -> watch.takenOver(downtime, event.at()));
    } else if (event instanceof Event.RollbackStarted back) {
      turns(back.path(), back.by(), back.trigger(), OnFailure.ROLL_BACK);
    } else if (event instanceof Event.StopRequested stop) {
      turns(stop.path(), stop.by(), stop.trigger(), OnFailure.STOP);
    } else if (event instanceof Event.RunEnded ended && ended.outcome() == Outcome.SUCCEEDED) {
      all.stream().filter(w -> !w.ended).forEach(w -> breach(31, w, "is open as the run ends"));
    } else if (event instanceof Event.OfNode ofNode) {
      Watched watch = of(ofNode.path());
      if (watch != null) {
        ofWatch(watch, ofNode, forward);
      } else if (forward && ForwardRules.forward(event) != null) {
        all.forEach(one -> mayGoForward(one, ofNode));
      }
    }
  }

  private @Nullable Watched of(String path) {
    Graph.WatchNode node = trace.order().watchOf(path);
    return node == null ? null : all.get(node.index());
  }

  /** 31: the span begins and ends with its phases, whose own watches have ended by then. */
  private void span(Watched watch) {
    if (!watch.everDue && hasBegun(watch.node.from())) {
      watch.due(last);
    }
    if (watch.everDue && !watch.ended && watch.spanEnded == null && hasEnded(watch.node.until())) {
      watch.spanEnds(last);
    }
  }

  private boolean hasBegun(int phase) {
    if (facts.isNoticed()) {
      return false;
    }
    return phase < 0
        || trace.plan().graph().phases().get(phase).before().stream()
            .allMatch(before -> isDone(before) && areClosed(before));
  }

  private boolean hasEnded(int phase) {
    List<Graph.PhaseNode> phases = trace.plan().graph().phases();
    return phase >= 0
        ? isDone(phase)
        : phases.stream().allMatch(it -> isDone(it.index()) && areClosed(it.index()));
  }

  private boolean isDone(int phase) {
    Graph graph = trace.plan().graph();
    for (Node node : graph.nodes()) {
      if (graph.phaseOf(node).index() == phase && !facts.at(node).done) {
        return false;
      }
    }
    return true;
  }

  private boolean areClosed(int phase) {
    return all.stream().allMatch(watch -> watch.node.until() != phase || watch.ended);
  }

  /** What is due must have happened before anything that is recorded later. */
  private void inTime(Watched watch, Event event) {
    Instant at = event.at();
    if (watch.beginsAt != null && at.isAfter(watch.beginsAt)) {
      breach(31, watch, "did not begin at " + watch.beginsAt);
    }
    if (watch.tripped != null && !watch.acted && at.isAfter(watch.trippedAt)) {
      breach(33, watch, "tripped, and nothing followed");
    }
    if (!watch.open) {
      return;
    }
    Instant blindAt = watch.tally().blindAt();
    if (watch.tally().trips() && at.isAfter(watch.lastAt)) {
      breach(32, watch, "did not trip by its sample of " + watch.lastAt);
    } else if (blindAt != null && at.isAfter(blindAt) && at.isAfter(watch.lastAt)) {
      breach(32, watch, "was blind at " + blindAt + " and did not say so");
    } else if (watch.judgedAtEnd && at.isAfter(watch.lastAt)) {
      breach(31, watch, "was not closed by its last sample of " + watch.lastAt);
    }
    if (at.isAfter(watch.sampleBy)) {
      breach(35, watch, "had taken no sample by " + watch.sampleBy);
    }
  }

  private void mayGoForward(Watched watch, Event.OfNode event) {
    Graph graph = trace.plan().graph();
    Graph.PhaseNode phase = graph.phaseOf(graph.node(graph.indexOf(event.path())));
    int until = watch.node.until();
    if (until >= 0
        && !watch.ended
        && trace.order().isPhaseAfter(phase, graph.phases().get(until))) {
      breach(31, watch, "is open, and behind its span begins " + event);
    }
    if (watch.tripped != null || watch.open && watch.tally().trips()) {
      breach(33, watch, "has tripped, and forward goes " + event);
    }
    if (watch.mustJudge) {
      breach(34, watch, "has not judged since another engine took over: " + event);
    }
  }

  private void ofWatch(Watched watch, Event.OfNode event, boolean forward) {
    boolean reached = event instanceof Event.GateReached;
    boolean sound = reached ? watch.beginsAt != null : watch.open;
    boolean ofOpen =
        event instanceof Event.Sampled
            || event instanceof Event.GateOpened
            || event instanceof Event.GateFailed
            || event instanceof Event.Tripped;
    if (!forward || (reached || ofOpen) && !sound) {
      breach(event instanceof Event.Sampled ? 35 : 31, watch, "is not open for " + event);
      return;
    }
    if (reached) {
      watch.begins(event.at());
    } else if (event instanceof Event.Sampled sampled) {
      watch.sampled(sampled);
    } else if (event instanceof Event.GateOpened) {
      closed(watch);
    } else if (event instanceof Event.GateFailed failed) {
      failed(watch, failed);
    } else if (event instanceof Event.Tripped) {
      watch.trips(Trigger.TRIPPED_BY_HAND, event.at());
    } else {
      answeredFor(watch, event);
    }
  }

  private void closed(Watched watch) {
    if (!watch.judgedAtEnd || watch.tally().trips()) {
      breach(31, watch, "closed without a last sample that does not trip it");
    }
    watch.ends();
  }

  private void failed(Watched watch, Event.GateFailed failed) {
    Instant blindAt = watch.tally().blindAt();
    boolean sound =
        switch (failed.trigger()) {
          case WATCH_TRIPPED -> watch.tally().trips();
          case WATCH_BLIND ->
              !watch.tally().trips() && blindAt != null && !failed.at().isBefore(blindAt);
          default -> false;
        };
    if (!sound) {
      breach(32, watch, "has no reason for " + failed);
    }
    watch.trips(failed.trigger(), failed.at());
  }

  private void answeredFor(Watched watch, Event.OfNode event) {
    if (watch.tripped == null) {
      breach(33, watch, "has not tripped, and yet " + event);
      return;
    }
    if (event instanceof Event.Warned) {
      requires(watch, OnFailure.WARN, event);
      watch.ends();
    } else if (event instanceof Event.Asked asked) {
      watch.acted = true;
      boolean behind = asked.question().kind() == Question.Kind.BEHIND_POINT_OF_NO_RETURN;
      requires(watch, behind ? OnFailure.ROLL_BACK : OnFailure.ASK, event);
      if (behind && !facts.pointPassed) {
        breach(33, watch, "asks behind a point that was not passed");
      }
    } else if (event instanceof Event.Answered answered) {
      answered(watch, answered);
    } else {
      breach(33, watch, "is a watch, and knows no " + event);
    }
  }

  private void answered(Watched watch, Event.Answered answered) {
    if (!watch.acted) {
      breach(33, watch, "was not asked about: " + answered);
    }
    if (answered.choice() == Choice.RETRY) {
      watch.watchesOn(answered.at());
    } else if (answered.choice() == Choice.ACCEPT) {
      watch.ends();
    } else {
      watch.turns = answered;
    }
  }

  /** 33: the run turns because of a watch only as the plan says, or the person it asked. */
  private void turns(String path, String by, Trigger trigger, OnFailure how) {
    Watched watch = of(path);
    if (watch == null) {
      return;
    }
    Choice choice = how == OnFailure.STOP ? Choice.STOP : Choice.ROLL_BACK;
    if (watch.tripped != trigger) {
      breach(33, watch, "turns the run by " + trigger + ", and tripped by " + watch.tripped);
    } else if (watch.turns != null) {
      if (watch.turns.choice() != choice || !watch.turns.by().equals(by)) {
        breach(33, watch, "was answered with " + watch.turns + ", and the run turns to " + how);
      }
    } else {
      requires(watch, how, how);
      if (how == OnFailure.ROLL_BACK && facts.pointPassed) {
        breach(33, watch, "rolls back behind a point of no return");
      }
    }
  }

  private void requires(Watched watch, OnFailure action, Object what) {
    if (watch.action() != action) {
      breach(33, watch, "is to " + watch.action() + ", and yet " + what);
    }
  }

  private void breach(int invariant, Watched watch, String words) {
    found.add(new Breach(invariant, Objects.requireNonNull(watch).node.path() + " " + words));
  }
}
