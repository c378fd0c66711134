package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 10: a gate opens only if what it asks for held on every sample of the whole span, and an approval
 * only by the votes it asks for. Worked out backwards from the opening, over all its samples.
 */
final class GateRules {
  private final Trace trace;
  private final List<Breach> found;
  private final Facts facts;
  private final Map<String, Round> rounds = new HashMap<>();
  private final Waivers waivers;
  private String initiator = "";
  private Instant last = Instant.EPOCH;

  GateRules(Trace trace, Facts before, List<Breach> found) {
    this.trace = trace;
    this.found = found;
    this.facts = before;
    this.waivers = new Waivers(trace);
  }

  /** What was seen since a gate was reached last. */
  private static final class Round {
    final Event.GateReached reached;
    final List<Event.Sampled> samples = new ArrayList<>();
    final List<Event.Voted> votes = new ArrayList<>();
    final Set<String> attested = new HashSet<>();

    /** How many samples there were when the engine died. */
    final Set<Integer> interruptedAt = new HashSet<>();

    Duration downtime = Duration.ZERO;

    Round(Event.GateReached reached) {
      this.reached = reached;
    }
  }

  void see(Event event) {
    if (event instanceof Event.RunStarted started) {
      initiator = started.by();
    } else if (event instanceof Event.Waived waived) {
      String wrong = waivers.add(waived, initiator);
      if (wrong != null) {
        breach(wrong);
      }
    } else if (event instanceof Event.GateReached reached && isForThese(reached)) {
      rounds.put(reached.path(), new Round(reached));
    } else if (event instanceof Event.RunResumed) {
      for (Round round : rounds.values()) {
        round.interruptedAt.add(round.samples.size());
        round.downtime = round.downtime.plus(Duration.between(last, event.at()));
      }
    } else if (event instanceof Event.OfNode ofNode && isForThese(ofNode)) {
      Round round = rounds.get(ofNode.path());
      if (round != null) {
        ofRound(round, ofNode);
      } else if (ofNode instanceof Event.GateOpened || ofNode instanceof Event.GateFailed) {
        breach(ofNode + " was never reached");
      }
    }
    last = event.at();
  }

  /** Monitors, soaks, watches and the start have rules of their own. */
  private boolean isForThese(Event.OfNode event) {
    if (event.path().equals(NoticeRules.START)) {
      return false;
    }
    if (trace.order().watchOf(event.path()) != null) {
      return false;
    }
    int index = trace.plan().graph().indexOf(event.path());
    return index < 0
        || !(trace.plan().graph().node(index) instanceof Node.GateNode node)
        || node.gate().policy().kind() == GatePolicy.Kind.GATE;
  }

  private void ofRound(Round round, Event.OfNode event) {
    if (event instanceof Event.Sampled sampled) {
      round.samples.add(sampled);
    } else if (event instanceof Event.Voted voted) {
      round.votes.add(voted);
    } else if (event instanceof Event.Attested attested) {
      round.attested.add(attested.item());
    } else if (event instanceof Event.GateOpened opened) {
      int node = trace.plan().graph().indexOf(opened.path());
      if (opened.work() == Work.RUN
          && trace.plan().graph().node(node) instanceof Node.ApprovalNode approval) {
        approved(round, approval.approval(), opened.at());
      } else if (!isWaived(opened.path(), opened.work(), opened.at())) {
        opened(round, gate(opened.path(), opened.work()));
      }
    } else if (event instanceof Event.GateFailed failed) {
      failed(round, failed);
    }
  }

  private boolean isWaived(String path, Work work, Instant at) {
    return work == Work.RUN && waivers.cover(path, "", at);
  }

  private Gate gate(String path, Work work) {
    int node = trace.plan().graph().indexOf(path);
    return work == Work.RUN
        ? ((Node.GateNode) trace.plan().graph().node(node)).gate()
        : java.util.Objects.requireNonNull(facts.policy(path).verification());
  }

  private void opened(Round round, Gate gate) {
    GatePolicy policy = gate.policy();
    Instant first = round.reached.exposure().plus(policy.warmUp());
    Duration held = Duration.ZERO;
    int passes = 0;
    int at = round.samples.size() - 1;
    while (at >= 0 && counts(round.samples.get(at), first)) {
      passes++;
      if (at == 0 || !counts(round.samples.get(at - 1), first)) {
        break;
      }
      Duration gap = Duration.between(round.samples.get(at - 1).at(), round.samples.get(at).at());
      if (gap.compareTo(policy.maxGap()) > 0) {
        break;
      }
      held = round.interruptedAt.contains(at) ? held : held.plus(gap);
      at--;
    }
    String name = round.reached.path();
    if (passes < policy.minSamples()) {
      breach(name + " opened after " + passes + " passes");
    }
    if (held.compareTo(policy.sustained()) < 0) {
      breach(name + " opened after " + held);
    }
    long failures = round.samples.stream().filter(s -> s.verdict().severity() == 3).count();
    boolean plain = !policy.failuresInARow() && policy.failureWindow() == null;
    if (plain && failures >= policy.failures()) {
      breach(name + " opened after " + failures + " failures");
    }
    int last = round.samples.size() - 1;
    if (last >= 0 && isDangerous(round.samples.get(last))) {
      breach(name + " opened in danger");
    }
  }

  private static boolean counts(Event.Sampled sample, Instant first) {
    return sample.verdict().passed() && !sample.at().isBefore(first);
  }

  private static boolean isDangerous(Event.Sampled sample) {
    return sample.danger() != null && sample.danger().passed();
  }

  private void approved(Round round, Approval approval, Instant at) {
    String path = round.reached.path();
    Map<String, Set<String>> ayes = new HashMap<>();
    for (Event.Voted vote : round.votes) {
      if (!vote.approved()) {
        breach(round.reached.path() + " opened although rejected");
      } else if (!(approval.excludesInitiator() && vote.who().equals(initiator))) {
        ayes.computeIfAbsent(vote.role(), role -> new HashSet<>()).add(vote.who());
      }
    }
    if (waivers.cover(path, "", at)) {
      return;
    }
    for (Approval.Item item : approval.items()) {
      boolean seen = round.attested.contains(item.text());
      if (!seen && !waivers.cover(path, item.text(), at)) {
        breach(path + " opened although nobody attested " + item);
      }
    }
    approval
        .roles()
        .forEach(
            (role, count) -> {
              if (ayes.getOrDefault(role, Set.of()).size() < count) {
                breach(path + " opened without " + count + " of " + role);
              }
            });
  }

  /** A gate's time is what it was given, and the time in which no engine judged. */
  private void failed(Round round, Event.GateFailed failed) {
    if (isWaived(failed.path(), failed.work(), failed.at())
        && failed.trigger() != Trigger.REJECTED) {
      breach(failed + " although it was waived");
    }
    if (failed.trigger() != Trigger.GATE_TIMED_OUT) {
      return;
    }
    GatePolicy policy = gate(failed.path(), failed.work()).policy();
    if (policy.errorsFor() == null
        && policy.inconclusiveFor() == null
        && failed.at().isBefore(round.reached.at().plus(policy.within()).plus(round.downtime))) {
      found.add(new Breach(9, failed + " was given up early"));
    }
  }

  private void breach(String words) {
    found.add(new Breach(10, words));
  }
}
