package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 9: no timer goes off early, none twice, and time never runs backwards. */
final class TimerRules {
  private static final Duration PROBE_TIMEOUT = Duration.ofMinutes(1);

  private final Trace trace;
  private final List<Breach> found;
  private final Facts facts;
  private final Map<String, Event.CancelRequested> cancelled = new HashMap<>();
  private final Map<String, Event.GateReached> reached = new HashMap<>();
  private Instant last = Instant.MIN;

  TimerRules(Trace trace, Facts before, List<Breach> found) {
    this.trace = trace;
    this.found = found;
    this.facts = before;
  }

  void see(Event event) {
    if (event.at().isBefore(last)) {
      breach(event + " is recorded after " + last);
    }
    last = event.at();
    if (event instanceof Event.CancelRequested cancel) {
      cancelled(cancel);
    } else if (event instanceof Event.AttemptAbandoned abandoned) {
      abandoned(abandoned);
    } else if (event instanceof Event.AttemptStarted started) {
      cancelled.remove(started.path());
    } else if (event instanceof Event.GateReached it) {
      reached.put(it.path(), it);
    } else if (event instanceof Event.GateFailed failed) {
      gateFailed(failed);
    }
  }

  private void cancelled(Event.CancelRequested cancel) {
    if (cancelled.put(cancel.path(), cancel) != null) {
      breach(cancel + " is told to stop twice");
    }
    if (!cancel.until().equals(cancel.at().plus(trace.plan().grace()))) {
      breach(cancel + " is not given the plan's grace");
    }
    Event.AttemptStarted live = facts.at(cancel.path()).live;
    if (live == null) {
      breach(cancel + " tells nobody to stop");
    } else if (cancel.timedOut()) {
      Duration limit = timeout(live);
      if (limit == null || cancel.at().isBefore(live.at().plus(limit))) {
        breach(cancel + " came before its time had run out");
      }
    } else if (facts.back == null) {
      breach(cancel + " has no reason");
    }
  }

  private void abandoned(Event.AttemptAbandoned abandoned) {
    Event.CancelRequested cancel = cancelled.get(abandoned.path());
    if (cancel == null || abandoned.at().isBefore(cancel.until())) {
      breach(abandoned + " was given up early");
    }
  }

  private void gateFailed(Event.GateFailed failed) {
    Event.GateReached begun = reached.get(failed.path());
    if (failed.trigger() == Trigger.APPROVAL_TIMED_OUT
        && begun != null
        && node(failed.path()) instanceof Node.ApprovalNode approval
        && failed.at().isBefore(begun.at().plus(approval.approval().within()))) {
      breach(failed + " was given up early");
    }
  }

  private @Nullable Node node(String path) {
    int index = trace.plan().graph().indexOf(path);
    return index < 0 ? null : trace.plan().graph().node(index);
  }

  private @Nullable Duration timeout(Event.AttemptStarted live) {
    Node node = node(live.path());
    Step<?> step = node == null ? null : Order.step(node);
    if (live.work() == Work.UNDO) {
      return step != null && step.effect() instanceof Effect.Reversible<?> it
          ? it.policy().timeout()
          : facts.policy(live.path()).timeout();
    }
    Duration own = step == null ? null : step.timeout();
    return live.work() == Work.PROBE && own == null ? PROBE_TIMEOUT : own;
  }

  private void breach(String words) {
    found.add(new Breach(9, words));
  }
}
