package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 35 and 36: a monitor samples as often as its windows say, ends with a sample that passes at their
 * end, and fails exactly when its rule says so; a soak lasts just as long as it is to. Neither
 * counts time in which no engine was up.
 */
final class MonitorRules {
  private final Trace trace;
  private final List<Breach> found;
  private final Facts facts;
  private final Map<String, Round> rounds = new HashMap<>();
  private Instant last = Instant.EPOCH;

  MonitorRules(Trace trace, Facts before, List<Breach> found) {
    this.trace = trace;
    this.found = found;
    this.facts = before;
  }

  /** What was seen of one since it was reached last, as long as it holds the way. */
  private static final class Round {
    final String path;
    final GatePolicy policy;
    final Tally tally;
    Instant lastAt;
    Instant sampleBy;
    boolean danger;

    /** Whether a sample was taken by the engine that is up. */
    boolean seen;

    Round(Event.GateReached reached, GatePolicy policy) {
      this.path = reached.path();
      this.policy = policy;
      this.tally = new Tally(policy, reached.at());
      this.lastAt = reached.at();
      this.sampleBy = reached.at().plus(policy.sampleTimeout());
    }

    boolean isSoak() {
      return policy.kind() == GatePolicy.Kind.SOAK;
    }

    Duration length() {
      return isSoak() ? policy.within() : watched(policy.windows().size());
    }

    private Duration watched(int windows) {
      Duration sum = Duration.ZERO;
      for (GatePolicy.Window window : policy.windows().subList(0, windows)) {
        sum = sum.plus(window.length());
      }
      return sum;
    }

    private Duration cadence(Duration up) {
      int window = 0;
      while (window < policy.windows().size() - 1 && up.compareTo(watched(window + 1)) >= 0) {
        window++;
      }
      return policy.windows().get(window).every();
    }

    void sampled(Event.Sampled event) {
      tally.add(event.at(), event.verdict());
      danger = event.danger() != null && event.danger().passed();
      lastAt = event.at();
      seen = true;
      Instant next = event.at().plus(cadence(tally.lastUp()));
      Instant end = tally.when(length());
      boolean endComesFirst = tally.lastUp().compareTo(length()) < 0 && end.isBefore(next);
      sampleBy = (endComesFirst ? end : next).plus(policy.sampleTimeout());
    }

    void takenOver(Duration downtime, Instant at) {
      tally.down(downtime);
      Instant anew = at.plus(policy.sampleTimeout()); // what was under way is asked for again
      sampleBy = anew.isAfter(sampleBy) ? anew : sampleBy;
      lastAt = at;
      seen = false;
    }

    boolean fails() {
      return danger || tally.trips();
    }

    boolean opens() {
      return !fails() && tally.lastPassed() && tally.lastUp().compareTo(length()) >= 0;
    }

    /** Returns when it has been blind for too long, or could not be brought to its end. */
    Instant timesOutAt() {
      Instant blind = tally.blindAt();
      Instant end = tally.when(policy.within());
      return blind != null && blind.isBefore(end) ? blind : end;
    }
  }

  void see(Event event) {
    boolean forward = facts.back == null && facts.stop == null;
    if (event instanceof Event.RunResumed) {
      Duration downtime = Duration.between(last, event.at());
      rounds.values().forEach(round -> round.takenOver(downtime, event.at()));
    } else if (forward) {
      rounds.values().forEach(round -> inTime(round, event));
      if (event instanceof Event.OfNode ofNode) {
        node(ofNode);
      }
    }
    last = event.at();
  }

  private void node(Event.OfNode event) {
    Round round = rounds.get(event.path());
    if (event instanceof Event.GateReached reached) {
      GatePolicy policy = policy(reached.path());
      if (policy != null) {
        rounds.put(reached.path(), new Round(reached, policy));
      }
    } else if (round == null) {
      return;
    } else if (event instanceof Event.Sampled sampled) {
      sampled(round, sampled);
    } else if (event instanceof Event.GateOpened) {
      opened(round, event);
      rounds.remove(event.path());
    } else if (event instanceof Event.GateFailed failed) {
      failed(round, failed);
      rounds.remove(event.path());
    }
  }

  private @Nullable GatePolicy policy(String path) {
    int index = trace.plan().graph().indexOf(path);
    if (index < 0 || !(trace.plan().graph().node(index) instanceof Node.GateNode node)) {
      return null;
    }
    GatePolicy policy = node.gate().policy();
    return policy.kind() == GatePolicy.Kind.GATE ? null : policy;
  }

  private void inTime(Round round, Event event) {
    Instant at = event.at();
    if (round.isSoak()) {
      if (at.isAfter(round.tally.when(round.length()))) {
        breach(36, round, "lasts longer than " + round.length());
      }
      return;
    }
    if (at.isAfter(round.sampleBy)) {
      breach(35, round, "had taken no sample by " + round.sampleBy);
    }
    if ((round.fails() || round.seen && round.opens()) && at.isAfter(round.lastAt)) {
      breach(36, round, "does not end with its sample of " + round.lastAt);
    } else if (at.isAfter(round.timesOutAt())) {
      breach(36, round, "is not given up at " + round.timesOutAt());
    }
  }

  private void sampled(Round round, Event.Sampled sampled) {
    if (round.isSoak()) {
      breach(36, round, "is a soak, and asks nothing");
    } else {
      round.sampled(sampled);
    }
  }

  private void opened(Round round, Event opened) {
    boolean soaked = round.isSoak() && round.tally.up(opened.at()).equals(round.length());
    if (!soaked && (round.isSoak() || !round.opens())) {
      breach(36, round, "ends well without having watched for " + round.length());
    }
  }

  private void failed(Round round, Event.GateFailed failed) {
    boolean sound =
        failed.trigger() == Trigger.GATE_FAILED
            ? round.fails()
            : !round.fails() && !failed.at().isBefore(round.timesOutAt());
    if (round.isSoak() || !sound) {
      breach(36, round, "has no reason for " + failed);
    }
  }

  private void breach(int invariant, Round round, String words) {
    found.add(new Breach(invariant, round.path + " " + words));
  }
}
