package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When the members agree on the cluster. Pure.
 *
 * @param expectation what the cluster is to consist of
 * @param patience how long a difference or a dead expected node is "not yet"; then it is a failure
 */
record AgreementRules(Expectation expectation, Duration patience) {

  /**
   * Returns what keeps the members from agreeing.
   *
   * @param stoodFor how long these same differences have been seen
   */
  List<Objection> findings(ClusterView view, Duration stoodFor) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    for (Member member : view.silent()) {
      findings.add(Absence.of(view, member, expectation.includes(member, view), patience));
    }
    boolean overdue = stoodFor.compareTo(patience) >= 0;
    differences(view).forEach(difference -> findings.add(difference.failingIf(overdue)));
    findings.addAll(numbers(view));
    return findings;
  }

  /** Returns where the answering members contradict each other; these may pass by themselves. */
  List<Objection> differences(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    List<Peer> peers = view.peers();
    Signature common =
        Signature.common(peers.stream().map(peer -> Signature.of(peer.state())).toList());
    if (common.owners().isEmpty()) {
      findings.add(
          Objection.pending(
              "no-slots-assigned",
              "",
              "The members know of no slot that has an owner",
              "Create the cluster: redis-cli --cluster create."));
    }
    // what they disagree about comes before what it may come from
    for (Peer peer : peers) {
      List<Signature.Difference> differences = common.differences(Signature.of(peer.state()));
      if (!differences.isEmpty()) {
        findings.add(
            Objection.pending(
                "views-differ",
                peer.name(),
                peer.name() + " does not agree with most members, " + say(view, differences),
                "If it lasts, look for a bus link that is cut (cluster-links), or repair it:"
                    + " redis-cli --cluster fix."));
      }
    }
    peers.forEach(peer -> strangers(view, peer).ifPresent(findings::add));
    peers.forEach(peer -> flagged(view, peer).ifPresent(findings::add));
    return findings;
  }

  private static String say(ClusterView view, List<Signature.Difference> differences) {
    return differences.stream().map(d -> d.say(view)).collect(Collectors.joining(", "));
  }

  private static Optional<Objection> strangers(ClusterView view, Peer peer) {
    String unknown =
        view.peers().stream()
            .filter(other -> !peer.state().knows(other.id()))
            .map(Peer::name)
            .collect(Collectors.joining(", "));
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.pending(
            "members-differ",
            peer.name(),
            peer.name() + " does not know " + unknown,
            "They are still being introduced, or these are two clusters: CLUSTER MEET, or ask the"
                + " right seeds."));
  }

  private static Optional<Objection> flagged(ClusterView view, Peer peer) {
    String by =
        view.peers().stream()
            .filter(other -> other.state().flagsDown(peer.id()))
            .map(Peer::name)
            .collect(Collectors.joining(", "));
    if (by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.pending(
            "flagged-down",
            peer.name(),
            peer.name() + " answers us, but is flagged fail or fail? by " + by,
            "It just came back, or its bus port is cut off from them: look at the link between"
                + " them."));
  }

  private List<Objection> numbers(ClusterView view) {
    int members = view.members().size();
    List<Objection> findings = new ArrayList<>();
    if (expectation.count().isPresent()) {
      int wanted = expectation.count().getAsInt();
      if (members < wanted) {
        findings.add(
            Objection.pending(
                "nodes-missing",
                "",
                "There are " + members + " nodes, not " + wanted,
                "Start the others and let them join: redis-cli --cluster add-node."));
      } else if (members > wanted && view.silent().isEmpty()) {
        findings.add(
            Objection.fail(
                "too-many-nodes",
                "",
                "There are " + members + " nodes, not " + wanted,
                "Take the one too many out, or expect it."));
      }
    } else if (!expectation.addresses().isEmpty()) {
      view.peers().stream()
          .filter(peer -> !peer.member().named() && view.silent().isEmpty())
          .forEach(peer -> findings.add(unexpected(peer)));
    } else if (members == 1) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.TOO_FEW_SAMPLES,
              "single-view",
              "",
              "There is one member, which cannot but agree with itself",
              "Say expecting(1) if that is the whole cluster, or name more seeds."));
    }
    return findings;
  }

  private static Objection unexpected(Peer peer) {
    return Objection.fail(
        "unexpected-node",
        peer.name(),
        peer.name() + " is a member, but is not among the expected nodes",
        "Take it out, or expect it.");
  }
}
