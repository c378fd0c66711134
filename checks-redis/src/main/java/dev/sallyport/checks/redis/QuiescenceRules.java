package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When a cluster is not failing over, has not just done so, and is of one mind about it. Pure. */
final class QuiescenceRules {
  private static final String EPOCH = "cluster_current_epoch";

  private QuiescenceRules() {}

  static List<Objection> findings(Window window) {
    List<Objection> findings = new ArrayList<>();
    ClusterView after = window.after();
    Absence.ofAll(after).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    after
        .silent()
        .forEach(member -> findings.add(Absence.of(after, member, true, Duration.ofDays(1))));
    findings.addAll(window.problems(List.of()));
    findings.addAll(epochs(after));
    findings.addAll(configEpochs(after));
    after.peers().forEach(peer -> findings.addAll(failover(peer)));
    window.spans().forEach(span -> findings.addAll(changed(window, span)));
    return findings;
  }

  private static List<Objection> epochs(ClusterView view) {
    TreeSet<String> values = new TreeSet<>();
    view.peers().forEach(peer -> values.add(peer.state().cluster().text(EPOCH)));
    if (values.contains("?")) {
      return List.of(
          Objection.unknown(
              dev.sallyport.check.Verdict.Cause.NO_DATA,
              "no-epoch",
              "",
              "A member tells no " + EPOCH,
              "Ask a server that knows CLUSTER INFO."));
    }
    if (values.size() == 1) {
      return List.of();
    }
    return List.of(
        Objection.pending(
            "epochs-differ",
            "",
            "The members are at epochs " + String.join(", ", values),
            "Gossip levels them within seconds; if not, the cluster is split."));
  }

  private static List<Objection> configEpochs(ClusterView view) {
    Map<Long, String> owners = new HashMap<>();
    List<Objection> findings = new ArrayList<>();
    for (Peer primary : view.primaries()) {
      if (primary.line().slots().isEmpty()) {
        continue;
      }
      String other = owners.putIfAbsent(primary.line().configEpoch(), primary.name());
      if (other != null) {
        findings.add(
            Objection.pending(
                "config-epochs-collide",
                primary.name(),
                primary.name()
                    + " and "
                    + other
                    + " have the same config epoch "
                    + primary.line().configEpoch(),
                "The one with the lower id takes a new epoch by itself within seconds."));
      }
    }
    return findings;
  }

  private static List<Objection> failover(Peer peer) {
    String state = peer.state().info().text("master_failover_state");
    if (state.equals("?") || state.equals("no-failover")) {
      return List.of();
    }
    return List.of(
        Objection.pending(
            "failover-under-way",
            peer.name(),
            peer.name() + " is in a coordinated failover (" + state + ")",
            "Let it end, or FAILOVER ABORT."));
  }

  private static List<Objection> changed(Window window, NodeSpan span) {
    List<Objection> findings = new ArrayList<>();
    NodeState before = span.before().state();
    NodeState after = span.after().state();
    String name = span.after().name();
    String within = " within the last " + Quantities.show(window.span());
    if (before.primary() != after.primary()) {
      findings.add(
          Objection.pending(
              "role-changed",
              name,
              name + " became a " + (after.primary() ? "primary" : "replica") + within,
              "Wait until the roles stay."));
    }
    if (!before.cluster().text(EPOCH).equals(after.cluster().text(EPOCH))) {
      findings.add(
          Objection.pending(
              "epoch-changed",
              name,
              name
                  + " went from epoch "
                  + before.cluster().text(EPOCH)
                  + " to "
                  + after.cluster().text(EPOCH)
                  + within,
              "An election was held or a slot was moved: wait until the epoch stays."));
    }
    return findings;
  }
}
