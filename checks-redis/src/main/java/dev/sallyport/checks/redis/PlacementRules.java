package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * When each primary has enough linked replicas elsewhere than itself. Pure.
 *
 * @param perPrimary how many linked replicas in another place each primary with slots must have
 * @param place the place of a member by its {@code host:port}: its host, rack or zone
 */
record PlacementRules(int perPrimary, Function<String, String> place) {

  List<Objection> findings(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    view.silent()
        .forEach(member -> findings.add(Absence.of(view, member, true, Duration.ofDays(1))));
    List<Peer> serving =
        view.primaries().stream().filter(peer -> !peer.line().slots().isEmpty()).toList();
    if (serving.isEmpty() && findings.isEmpty()) {
      findings.add(
          Objection.pending(
              "no-primary",
              "",
              "No primary with slots answers, so there is no placement to judge",
              "Create the cluster: redis-cli --cluster create."));
    }
    serving.forEach(primary -> findings.addAll(primary(view, primary)));
    return findings;
  }

  private List<Objection> primary(ClusterView view, Peer primary) {
    List<Peer> linked =
        view.replicas().stream()
            .filter(replica -> replica.line().primary().equals(primary.id()))
            .filter(PlacementRules::linked)
            .toList();
    String home = place.apply(primary.name());
    long elsewhere = linked.stream().filter(r -> !place.apply(r.name()).equals(home)).count();
    if (elsewhere >= perPrimary) {
      return List.of();
    }
    String has =
        primary.name()
            + " in "
            + home
            + " has "
            + elsewhere
            + " linked replicas elsewhere, "
            + perPrimary
            + " wanted";
    if (linked.size() >= perPrimary) {
      String there = linked.stream().map(Peer::name).collect(Collectors.joining(", "));
      return List.of(
          Objection.fail(
              "same-place",
              primary.name(),
              has + "; " + there + " would be lost together with it",
              "Swap roles or hosts: CLUSTER REPLICATE on a replica that lives elsewhere."));
    }
    return List.of(
        Objection.pending(
            "replicas-missing",
            primary.name(),
            has,
            "Wait for a sync to end, or add a replica: redis-cli --cluster add-node --cluster-slave."));
  }

  static boolean linked(Peer replica) {
    Fields info = replica.state().info();
    return info.text("master_link_status").equals("up")
        && info.number("master_sync_in_progress", 0) == 0;
  }
}
