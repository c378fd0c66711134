package dev.sallyport.review;

import static dev.sallyport.check.Quantities.show;

import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.time.Duration;
import java.util.List;

/** What is looked for in the timing of each gate, verifications of undos included. */
final class GateRules {
  /** What a finding says and the way out, put down where it belongs. */
  private interface Sink {
    void add(LintCode code, String why, String wayOut);
  }

  private final Findings findings;
  private final Order order;

  GateRules(Findings findings, Order order) {
    this.findings = findings;
    this.order = order;
  }

  void check(Node.GateNode node) {
    GatePolicy policy = node.gate().policy();
    if (policy.kind() != GatePolicy.Kind.GATE) {
      return; // it ends by time, however its samples fall
    }
    // An exposure that may lie longer back uses up an unknown part of the warm-up.
    Duration warmUp = isExposedOnArrival(node) ? policy.warmUp() : Duration.ZERO;
    Sink sink = (code, why, wayOut) -> findings.add(code, node, why, wayOut);
    check("the gate '" + node.path() + "'", policy, warmUp, sink);
  }

  void checkVerification(Node.StepNode node, Gate gate) {
    Sink sink = (code, why, wayOut) -> findings.add(code, node, why, wayOut);
    check(verification(gate, node.path()), gate.policy(), gate.policy().warmUp(), sink);
  }

  void checkVerification(Graph.PhaseNode phase, Gate gate) {
    Sink sink = (code, why, wayOut) -> findings.add(code, phase, why, wayOut);
    check(verification(gate, phase.rollbackPath()), gate.policy(), gate.policy().warmUp(), sink);
  }

  private static String verification(Gate gate, String path) {
    return "the gate '" + gate.name() + "' that verifies the undo of '" + path + "'";
  }

  private static void check(String what, GatePolicy policy, Duration warmUp, Sink sink) {
    Duration within = policy.within();
    Duration atBest = untilOpen(policy, warmUp, Duration.ZERO);
    Duration atWorst = untilOpen(policy, warmUp, policy.sampleTimeout());
    String but = ", but has " + show(within) + ".";
    if (atBest.compareTo(within) >= 0) {
      sink.add(
          LintCode.GATE_CANNOT_OPEN,
          what
              + " can never open: with a sample every "
              + show(policy.every())
              + " what it asks for takes "
              + show(atBest)
              + " even if no sample takes any time"
              + but,
          "Give it more time by within(...), sample more often, or ask for less.");
    } else if (atWorst.compareTo(within) >= 0) {
      sink.add(
          LintCode.GATE_TOO_SLOW,
          what
              + " cannot open if samples take as long as they may ("
              + show(policy.sampleTimeout())
              + "): what it asks for then takes "
              + show(atWorst)
              + but,
          "Give samples less time by sampleTimeout(...), or the gate more by within(...).");
    }
    Duration silence = policy.every().plus(policy.sampleTimeout());
    if (countsInARow(policy) && silence.compareTo(policy.maxGap()) > 0) {
      sink.add(
          LintCode.GAP_TOO_SHORT,
          what
              + " begins anew after a silence of more than "
              + show(policy.maxGap())
              + ", but a sample that takes as long as it may is silent for "
              + show(silence)
              + " (interval and sample timeout).",
          "Allow a longer silence by maxGap(...), or give samples less time by sampleTimeout(...).");
    }
  }

  private static boolean countsInARow(GatePolicy policy) {
    return !policy.sustained().isZero() || policy.minSamples() > 1;
  }

  /**
   * Returns when the sample ends that opens the gate, if all pass and each takes that long. The
   * next one is begun an interval after the end of the one before, and a span counts from end to
   * end.
   */
  private static Duration untilOpen(GatePolicy policy, Duration warmUp, Duration sample) {
    Duration step = policy.every().plus(sample);
    long whole = policy.sustained().dividedBy(step);
    boolean exact = step.multipliedBy(whole).equals(policy.sustained());
    long more = Math.max(exact ? whole : whole + 1, policy.minSamples() - 1L);
    return warmUp.plus(sample).plus(step.multipliedBy(more));
  }

  /** Returns whether the warm-up certainly counts from no earlier than when the gate is reached. */
  private boolean isExposedOnArrival(Node.GateNode gate) {
    List<Node> before = order.directlyBefore(gate);
    boolean steps = !before.isEmpty() && before.get(0) instanceof Node.StepNode;
    return gate.exposure() < 0
        ? steps
        : before.size() == 1 && before.get(0).index() == gate.exposure();
  }
}
