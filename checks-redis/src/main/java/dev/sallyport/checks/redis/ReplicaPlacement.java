package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Checks that each primary with slots has enough linked replicas in another place, so that losing
 * one place loses no shard.
 *
 * <p>The place of a member is its host unless {@link #places} or {@link #placedBy} say otherwise. A
 * replica counts when its own link is up; what {@code CLUSTER SHARDS} calls {@code online} does not
 * mean that. Immutable and thread-safe.
 */
public final class ReplicaPlacement implements Check {
  private final ClusterSource source;
  private final PlacementRules rules;

  ReplicaPlacement(ClusterSource source, PlacementRules rules) {
    this.source = source;
    this.rules = rules;
  }

  static String host(String member) {
    int colon = member.lastIndexOf(':');
    return colon < 0 ? member : member.substring(0, colon);
  }

  /**
   * Returns this check for that many replicas elsewhere; 1 unless said.
   *
   * @throws IllegalArgumentException if {@code replicas} is less than one: that would judge nothing
   */
  public ReplicaPlacement replicasElsewhere(int replicas) {
    if (replicas < 1) {
      throw new IllegalArgumentException(
          "With " + replicas + " replicas wanted there is nothing to check. Want one or more.");
    }
    return new ReplicaPlacement(source, new PlacementRules(replicas, rules.place()));
  }

  /** Returns this check with the place of a member told from its {@code host:port}. */
  public ReplicaPlacement placedBy(Function<String, String> place) {
    Objects.requireNonNull(place, "place");
    return new ReplicaPlacement(source, new PlacementRules(rules.perPrimary(), place));
  }

  /**
   * Returns this check with the places of members, such as zones, by {@code host:port} or host; a
   * member that is not named is in a place of its host's name.
   */
  public ReplicaPlacement places(Map<String, String> places) {
    Map<String, String> copy = Map.copyOf(places);
    return placedBy(
        member -> copy.getOrDefault(member, copy.getOrDefault(host(member), host(member))));
  }

  @Override
  public String name() {
    return "redis replica-placement";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    ClusterView view = source.look(context);
    Evidence evidence =
        Evidence.of(source.asked(), view.at())
            .observing(Rows.of(view, (rows, peer) -> row(rows, view, peer)))
            .against("each primary with slots: at least " + rules.perPrimary() + " elsewhere");
    return Verdict.of(
        rules.findings(view),
        "Each primary has at least " + rules.perPrimary() + " linked replicas elsewhere",
        evidence);
  }

  private void row(Rows rows, ClusterView view, Peer peer) {
    rows.add(peer.name(), "place", rules.place().apply(peer.name()));
    if (!peer.state().primary()) {
      rows.add(peer.name(), "replica of", view.name(peer.line().primary()));
      rows.fields(peer.name(), peer.state().info(), "master_link_status");
    }
  }
}
