package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Graph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold when something starts. */
final class ForwardRules {
  private ForwardRules() {}

  /** Returns what goes forward by that event; null if nothing does, or it is a watch. */
  static @Nullable String forward(Event event) {
    if (event instanceof Event.AttemptStarted started && started.work() == Work.RUN) {
      return started.path();
    }
    if (event instanceof Event.GateReached reached && reached.work() == Work.RUN) {
      return reached.path().startsWith("@watch/") ? null : reached.path();
    }
    return event instanceof Event.PointPassed passed ? passed.path() : null;
  }

  /** 4: no node starts before its predecessors succeeded and their gates passed. */
  static void order(Trace trace, Facts before, Event event, List<Breach> found) {
    String path = forward(event);
    if (path == null) {
      return;
    }
    Graph graph = trace.plan().graph();
    trace.order().before(graph.indexOf(path)).stream()
        .mapToObj(graph::node)
        .filter(node -> !before.at(node).done)
        .forEach(node -> found.add(new Breach(4, path + " started before " + node.path())));
  }

  /** 5: at most one possibly live attempt per node. */
  static void oneAttempt(Trace trace, Facts before, Event event, List<Breach> found) {
    if (event instanceof Event.AttemptStarted started && before.at(started.path()).live != null) {
      found.add(new Breach(5, started + " beside " + before.at(started.path()).live));
    }
  }

  /** Contract 24: behind a point of no return no rollback begins of its own. */
  static void nothingAutomatic(Trace trace, Facts before, Event event, List<Breach> found) {
    if (event instanceof Event.RollbackStarted back
        && back.by().equals("the plan")
        && before.pointPassed) {
      found.add(new Breach(24, "rolled back behind a point of no return: " + back.reason()));
    }
  }

  /** 11: after a rollback or a stop begins, no forward node starts. */
  static void nothingForward(Trace trace, Facts before, Event event, List<Breach> found) {
    String path = forward(event);
    if (path != null && (before.back != null || before.stop != null)) {
      found.add(new Breach(11, path + " went forward after the run had turned"));
    }
  }
}
