package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When every slot is served. Pure. */
final class CoverageRules {
  private CoverageRules() {}

  static List<Objection> findings(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    for (Member member : view.silent()) {
      findings.addAll(silent(view, member));
    }
    Slots owned = ownedByAnswering(view);
    Slots claimed =
        view.silent().stream()
            .map(member -> view.slotsBySay(member.id()))
            .reduce(Slots.NONE, Slots::plus);
    findings.addAll(uncovered(Slots.every().minus(owned).minus(claimed), forming(view)));
    findings.addAll(twice(view));
    for (Peer peer : view.peers()) {
      findings.addAll(counts(peer, !findings.isEmpty()));
    }
    return findings;
  }

  static Slots ownedByAnswering(ClusterView view) {
    return view.primaries().stream()
        .map(peer -> peer.line().slots())
        .reduce(Slots.NONE, Slots::plus);
  }

  private static List<Objection> silent(ClusterView view, Member member) {
    Slots slots = view.slotsBySay(member.id()).minus(ownedByAnswering(view));
    boolean failed = Standing.of(view, member) == Standing.FAILED;
    if (!failed || member.silence().orElseThrow().ours()) {
      return List.of(Absence.of(view, member, true, Duration.ofDays(1)));
    }
    if (slots.isEmpty()) {
      // a dead replica or a primary that was failed over serves no slot; other checks name it
      return List.of();
    }
    String text = member.name() + " owns slots " + slots + ", is down and flagged fail";
    boolean replica =
        view.replicas().stream().anyMatch(peer -> peer.line().primary().equals(member.id()));
    if (replica) {
      return List.of(
          Objection.pending(
              "failover-under-way",
              member.name(),
              text + "; a replica of it is alive and may take over",
              "If none does, look at the replica's log and the majority of primaries."));
    }
    return List.of(
        Objection.fail(
            "shard-down",
            member.name(),
            text + "; no replica of it answers",
            "Start the node or one of its replicas again; its slots are not served until then."));
  }

  private static boolean forming(ClusterView view) {
    return view.peers().stream()
        .anyMatch(one -> view.peers().stream().anyMatch(two -> !one.state().knows(two.id())));
  }

  private static List<Objection> uncovered(Slots uncovered, boolean forming) {
    if (uncovered.isEmpty()) {
      return List.of();
    }
    if (uncovered.count() == Slots.ALL) {
      return List.of(
          Objection.pending(
              "no-slots-assigned",
              "",
              "No node owns any slot",
              "Create the cluster: redis-cli --cluster create."));
    }
    return List.of(
        Objection.pending(
                "slots-uncovered",
                "",
                "No node says of itself that it owns slots " + uncovered,
                "Assign them: CLUSTER ADDSLOTS on one primary, or redis-cli --cluster fix.")
            // while the members are still being introduced, slots may be, too
            .failingIf(!forming));
  }

  private static List<Objection> twice(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    Slots seen = Slots.NONE;
    for (Peer peer : view.primaries()) {
      Slots twice = seen.shared(peer.line().slots());
      if (!twice.isEmpty()) {
        findings.add(
            Objection.pending(
                "slots-owned-twice",
                peer.name(),
                "Slots " + twice + " are claimed by " + peer.name() + " and by another primary",
                "The lower config epoch gives way when the two hear of each other; if not, fix the"
                    + " bus link between them."));
      }
      seen = seen.plus(peer.line().slots());
    }
    return findings;
  }

  private static List<Objection> counts(Peer peer, boolean explained) {
    Fields cluster = peer.state().cluster();
    List<Objection> findings = new ArrayList<>();
    long suspected = cluster.number("cluster_slots_pfail", 0);
    long failed = cluster.number("cluster_slots_fail", 0);
    if (suspected > 0) {
      findings.add(
          Objection.pending(
              "slots-suspected",
              peer.name(),
              peer.name() + " suspects the owner of " + suspected + " slots (pfail)",
              "The cluster is still making up its mind; look again."));
    }
    if (failed > 0 && !explained) {
      findings.add(
          Objection.pending(
              "slots-failed",
              peer.name(),
              peer.name() + " holds the owner of " + failed + " slots for failed",
              "It sees what we do not: look at the bus links between the nodes."));
    }
    if (!cluster.text("cluster_state").equals("ok") && !explained) {
      findings.add(
          Objection.pending(
              "cluster-state-fail",
              peer.name(),
              peer.name() + " says cluster_state " + cluster.text("cluster_state"),
              "A node says so for seconds after a restart or a partition; if it stays, ask what it"
                  + " cannot reach."));
    }
    if (suspected + failed == 0
        && !explained
        && cluster.number("cluster_slots_ok", 0) < Slots.ALL) {
      findings.add(
          Objection.pending(
              "view-behind",
              peer.name(),
              peer.name()
                  + " holds "
                  + cluster.text("cluster_slots_ok")
                  + " slots for served, not "
                  + Slots.ALL,
              "It has not heard of all owners yet; if it stays, see cluster-config-agreement."));
    }
    return findings;
  }
}
