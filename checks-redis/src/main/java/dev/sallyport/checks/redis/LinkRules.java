package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When every member is linked to every other over the cluster bus, in both directions. Pure.
 *
 * @param patience for how long a node may be unheard of before that is a failure
 */
record LinkRules(Duration patience) {

  List<Objection> findings(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    view.silent().forEach(member -> findings.add(Absence.of(view, member, true, patience)));
    if (view.members().size() == 1) {
      findings.add(
          Objection.pending(
              "alone",
              view.members().get(0).name(),
              view.members().get(0).name() + " knows no other node, so there is no link to judge",
              "Let the nodes meet: redis-cli --cluster create, or CLUSTER MEET."));
    }
    for (Peer from : view.peers()) {
      for (Peer to : view.peers()) {
        if (!from.id().equals(to.id())) {
          link(from, to).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private Optional<Objection> link(Peer from, Peer to) {
    Optional<NodeLine> line =
        from.state().nodes().stream().filter(l -> l.id().equals(to.id())).findFirst();
    String pair = from.name() + " -> " + to.name();
    if (line.isEmpty()) {
      return Optional.of(
          Objection.pending(
              "node-unknown",
              pair,
              from.name() + " does not know " + to.name(),
              "Gossip may still bring it; if not, CLUSTER MEET one from the other."));
    }
    return trouble(line.get())
        .map(
            trouble ->
                Objection.pending(
                        trouble,
                        pair,
                        from.name() + " holds " + to.name() + " for " + words(trouble, from, line),
                        "The bus port is the client port + 10000: look whether a firewall blocks it"
                            + " in this one direction.")
                    .failingIf(unheard(from, line.get()).compareTo(patience) > 0));
  }

  private static Optional<String> trouble(NodeLine line) {
    for (String flag : List.of("fail", "fail?", "handshake", "noaddr")) {
      if (line.is(flag)) {
        return Optional.of(
            switch (flag) {
              case "fail" -> "link-failed";
              case "fail?" -> "link-suspected";
              default -> "link-" + flag;
            });
      }
    }
    return line.connected() ? Optional.empty() : Optional.of("link-down");
  }

  private static String words(String trouble, Peer from, Optional<NodeLine> line) {
    String state =
        switch (trouble) {
          case "link-failed" -> "failed";
          case "link-suspected" -> "perhaps failed";
          case "link-down" -> "disconnected";
          default -> "not yet met (" + trouble.substring(5) + ")";
        };
    Duration unheard = unheard(from, line.orElseThrow());
    return unheard.isZero()
        ? state
        : state + ", unheard of for " + Quantities.show(unheard) + ", though it answers us";
  }

  static Duration unheard(Peer from, NodeLine line) {
    return line.pongReceivedMillis() <= 0
        ? Duration.ZERO
        : ClusterView.since(line.pongReceivedMillis(), from.state().now());
  }
}
