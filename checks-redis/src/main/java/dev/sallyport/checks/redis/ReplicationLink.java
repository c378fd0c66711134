package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;

/**
 * Checks that every replica is linked to its primary and up to date with it, and that every primary
 * with slots has as many of them as wanted: one, unless said otherwise.
 *
 * <p>Both ends are asked. A replica counts when it says its link is up and its primary holds it for
 * {@code online}. Immutable and thread-safe.
 */
public final class ReplicationLink implements Check {
  private final ClusterSource reader;
  private final ReplicationRules rules;

  ReplicationLink(ClusterSource reader, ReplicationRules rules) {
    this.reader = reader;
    this.rules = rules;
  }

  /**
   * Returns this check for that many linked replicas of each primary with slots; 1 unless said.
   *
   * @throws IllegalArgumentException if {@code replicas} is less than one: that would judge nothing
   */
  public ReplicationLink replicasPerPrimary(int replicas) {
    if (replicas < 1) {
      throw new IllegalArgumentException(
          "With " + replicas + " replicas wanted there is nothing to check. Want one or more.");
    }
    return new ReplicationLink(reader, new ReplicationRules(replicas, rules.patience()));
  }

  /**
   * Returns this check with another patience: for how long a link or a node may be down before that
   * is a failure; until then it is pending. 60 s unless said, the default of {@code repl-timeout}.
   *
   * @throws IllegalArgumentException if {@code patience} is not positive
   */
  public ReplicationLink patience(Duration patience) {
    return new ReplicationLink(
        reader,
        new ReplicationRules(rules.perPrimary(), Quantities.positive(patience, "patience")));
  }

  @Override
  public String name() {
    return "redis replication-link";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    ClusterView view = reader.look(context);
    Evidence evidence =
        Evidence.of(reader.asked(), view.at())
            .observing(Rows.of(view, ReplicationLink::row))
            .against(
                "every link up, no sync, last heard within 2 ping periods, at least "
                    + rules.perPrimary()
                    + " online replicas a primary; patience "
                    + Quantities.show(rules.patience()));
    String pass =
        "All "
            + view.replicas().size()
            + " replicas are linked, at least "
            + rules.perPrimary()
            + " to each primary with slots";
    return Verdict.of(rules.findings(view), pass, evidence);
  }

  private static void row(Rows rows, Peer peer) {
    Fields info = peer.state().info();
    if (peer.state().primary()) {
      rows.fields(peer.name(), info, "connected_slaves");
      ReplicationRules.slaves(info)
          .forEach((replica, state) -> rows.add(peer.name(), "replica " + replica, state));
    } else {
      rows.fields(peer.name(), info, "master_link_status", "master_sync_in_progress");
      rows.fields(peer.name(), info, "master_sync_perc", "slave_repl_offset");
      seconds(rows, peer, "master_last_io_seconds_ago");
      seconds(rows, peer, "master_link_down_since_seconds");
    }
  }

  private static void seconds(Rows rows, Peer peer, String name) {
    Fields info = peer.state().info();
    if (info.has(name)) {
      rows.add(peer.name(), name, info.text(name), "s");
    }
  }
}
