package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 8: attempts are no more than the policy allows, and each delay lies within it. */
final class AttemptRules {
  private static final Retry PROBE = Retry.every(Duration.ofSeconds(1));

  private final Trace trace;
  private final List<Breach> found;
  private final Facts facts;
  private final Map<String, Count> counts = new HashMap<>();

  AttemptRules(Trace trace, Facts before, List<Breach> found) {
    this.trace = trace;
    this.found = found;
    this.facts = before;
  }

  /** The attempts of one work of one node since a person last said that it is to be tried. */
  private static final class Count {
    int begun;
    int failures;
    boolean mayGoOn = true;
    @Nullable Instant notBefore;
    Duration delay = Duration.ZERO;
  }

  private Count count(String path, Work work) {
    return counts.computeIfAbsent(work + " " + path, key -> new Count());
  }

  void see(Event event) {
    if (event instanceof Event.AttemptStarted started) {
      started(started);
    } else if (event instanceof Event.AttemptFailed failed) {
      ended(event, failed.path(), failed.work(), failed.retryAfter());
    } else if (event instanceof Event.AttemptUnknown unknown) {
      ended(event, unknown.path(), unknown.work(), unknown.retryAfter());
    } else if (event instanceof Event.LateResult late) {
      ended(event, late.path(), late.work(), null);
    } else if (event instanceof Event.FoundNotDone absent) {
      foundNotDone(absent);
    } else if (event instanceof Event.Answered answered) {
      answered(answered);
    } else if (event instanceof Event.RunResumed) {
      counts.forEach((path, count) -> ownerChanged(path, count));
    }
  }

  private void started(Event.AttemptStarted started) {
    Count count = count(started.path(), started.work());
    if (started.attempt() != ++count.begun) {
      breach(started + " is not number " + count.begun);
    }
    if (!count.mayGoOn) {
      breach(started + " is one too many");
    }
    if (count.notBefore != null && started.at().isBefore(count.notBefore)) {
      breach(started + " is too early");
    }
    count.mayGoOn = started.work() == Work.PROBE;
    count.notBefore = null;
    if (started.work() != Work.PROBE) {
      count(started.path(), Work.PROBE).failures = 0;
    }
  }

  private void ended(Event event, String path, Work work, @Nullable Duration retryAfter) {
    Count count = count(path, work);
    if (work == Work.PROBE && event instanceof Event.AttemptUnknown) {
      return; // it looked, and nobody can tell: a person is asked
    }
    count.failures++;
    Retry retry = retry(path, work);
    if (work != Work.PROBE) {
      count.mayGoOn = retryAfter != null;
    }
    if (retryAfter == null) {
      return;
    }
    count.notBefore = event.at().plus(retryAfter);
    count.delay = retryAfter;
    if (count.failures >= retry.attempts()) {
      breach(path + " is tried again after failure " + count.failures + " " + work);
    }
    Duration least = retry.delayAfter(count.failures, 0);
    Duration most = retry.delayAfter(count.failures, 0.999_999);
    if (retryAfter.compareTo(least) < 0 || retryAfter.compareTo(most) > 0) {
      breach(path + " is tried again after " + retryAfter);
    }
  }

  /** What had no effect is tried again after the delay drawn before, counted from now. */
  private void foundNotDone(Event.FoundNotDone absent) {
    Count run = count(absent.path(), Work.RUN);
    if (run.notBefore != null) {
      run.notBefore = absent.at().plus(run.delay);
    }
  }

  private void answered(Event.Answered answered) {
    Known known = facts.at(answered.path());
    if (answered.choice() == Choice.RETRY) {
      Count count = count(answered.path(), known.undoBegun ? Work.UNDO : Work.RUN);
      count.failures = 0;
      count.mayGoOn = true;
      count.notBefore = null;
    } else if (answered.choice() == Choice.TREAT_AS_STOPPED && known.live != null) {
      count(answered.path(), known.live.work()).failures++;
    }
  }

  private void ownerChanged(String key, Count count) {
    String path = key.substring(key.indexOf(' ') + 1);
    Event.AttemptStarted live = facts.at(path).live;
    if (key.startsWith("PROBE ")) {
      count.failures = 0;
      count.notBefore = live == null ? count.notBefore : null;
    } else if (live != null && key.startsWith(live.work() + " ")) {
      count.mayGoOn = true;
    }
  }

  private Retry retry(String path, Work work) {
    if (work == Work.PROBE) {
      return PROBE;
    }
    if (work == Work.UNDO) {
      return facts.policy(path).retry();
    }
    Node node = trace.plan().graph().node(trace.plan().graph().indexOf(path));
    Step<?> step = Order.step(node);
    return step == null ? Retry.none() : step.retry();
  }

  private void breach(String words) {
    found.add(new Breach(8, words));
  }
}
